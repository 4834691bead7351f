import { describe, expect, it } from 'vitest'
import { withCorrelation } from './correlation.ts'
import { createLog, type LogLevel } from './log.ts'

function logged(act: (log: ReturnType<typeof createLog>) => void, level: LogLevel = 'info') {
  const lines: string[] = []
  act(createLog({ level: () => level, write: (line) => lines.push(line), now: () => new Date(0) }))
  return lines
}

describe('the log', () => {
  it('writes one JSON object a line, with time, level and message first', () => {
    const [line] = logged((log) => log.info({ category: 'system', port: 7 }, 'listening'))
    expect(line).toBe(
      '{"time":"1970-01-01T00:00:00.000Z","level":"info","message":"listening","category":"system","port":7}\n',
    )
  })

  it('leaves out what is below its level', () => {
    expect(logged((log) => log.info({}, 'talk'), 'warn')).toEqual([])
  })

  it('escapes what could move a cursor or forge a line', () => {
    const [line] = logged((log) => log.warn({ name: '\u001b]0;x\u0007\n\u009b1m\u2028' }, 'hostile'))
    expect(line).toMatch(/^[\x20-\x7e]+\n$/)
    expect(JSON.parse(line ?? '').name).toBe('\u001b]0;x\u0007\n\u009b1m\u2028')
  })

  it('tells an error with its causes', () => {
    const [line] = logged((log) =>
      log.error({ error: new Error('outer', { cause: new TypeError('inner') }) }, 'failed'),
    )
    expect(JSON.parse(line ?? '').error).toMatchObject({
      message: 'outer',
      cause: { name: 'TypeError', message: 'inner' },
    })
  })

  it('carries the correlation id of what is being done', () => {
    const [line] = logged((log) => withCorrelation('run-7', () => log.info({}, 'inside')))
    expect(JSON.parse(line ?? '').correlationId).toBe('run-7')
  })
})
