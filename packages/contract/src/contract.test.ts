import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import * as contract from './index.ts'

const isSchema = (entry: [string, unknown]): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType
const schemas = Object.entries<unknown>(contract).filter(isSchema)
const inputs = schemas.filter(([name]) => /(Input|Change|Query|Params|Import|Acceptance|Request)$/.test(name))

describe('the contract', () => {
  it.each(inputs)('%s refuses a field that it does not know', (_name, schema) => {
    const issues = schema.safeParse({ surprise: 1 }).error?.issues ?? []
    expect(issues.map((issue) => issue.code)).toContain('unrecognized_keys')
  })

  it('gives dates to the program and text to the wire', () => {
    const tag = { id: '0192d3c4-0000-7000-8000-000000000000', name: 'core', devices: 1, created_at: new Date(0) }
    const wire = z.encode(contract.tag, tag)
    expect(wire.created_at).toBe('1970-01-01T00:00:00.000Z')
    expect(contract.tag.parse(wire)).toEqual(tag)
  })

  it('refuses control characters, lone surrogates and NUL in text', () => {
    for (const bad of ['a\u0000', 'a\u001b[2J', '\ud800', 'a\u009b', 'a\nb']) {
      expect(contract.line(10).safeParse(bad).success).toBe(false)
    }
  })

  it('refuses a time zone that does not exist, and says what one looks like', () => {
    const cron = { kind: 'cron', expression: '0 2 * * *', time_zone: 'Mars/Olympus' }
    expect(contract.schedule.safeParse(cron).error?.issues[0]?.message).toContain('Europe/Berlin')
  })

  it('never shows a secret of a credential: the answer has no field for it', () => {
    expect(Object.keys(contract.credential.shape)).not.toContain('password')
    expect(Object.keys(contract.credential.shape)).not.toContain('enable_secret')
  })

  it('knows when a run is over', () => {
    const over = contract.runStatus.options.filter((status) => contract.isRunOver(status))
    expect(over).toEqual(['COMPLETED', 'COMPLETED_WITH_FAILURES', 'COMPLETED_NO_DEVICES', 'FAILED', 'CANCELLED'])
  })
})
