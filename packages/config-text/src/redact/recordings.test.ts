import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { faultOfRedaction, options } from '../testing/forms.ts'
import { redact } from './redact.ts'

/** Recorded texts of real devices; absent in a clone of a user. */
const folder = join(import.meta.dirname, '../../../../../shared/corpus/oxidized')
const platforms: Readonly<Record<string, string>> = {
  ios: 'cisco_ios',
  junos: 'juniper_junos',
  routeros: 'mikrotik_routeros',
  asa: 'cisco_asa',
  nxos: 'cisco_nxos',
  eos: 'arista_eos',
  fortigate: 'fortinet',
}
const files = existsSync(folder)
  ? readdirSync(folder).filter((name) => /#(?:custom_)?output\.txt$|\.yaml$/.test(name))
  : []

describe.skipIf(files.length === 0)('recorded texts', () => {
  it('are restored byte for byte, keep their lines, and stay the same when redacted again', () => {
    const faults = files.map((name) => {
      const platform = platforms[name.split('#')[0] ?? ''] ?? 'unknown'
      const raw = readFileSync(join(folder, name), 'latin1')
      const redacted = redact(raw, { ...options, platform })
      const lines = redacted.text.split('\n').length === raw.split('\n').length ? null : `${name}: lines are lost`
      return lines ?? faultOfRedaction(raw, redacted, platform)
    })
    expect(faults.filter((fault) => fault !== null)).toEqual([])
  })
})
