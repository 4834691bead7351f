import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { masterKeyHint, readMasterKey } from './master-key.ts'

describe('the master key', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'master-key-'))
    file = join(folder, 'master.key')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is made once, for its owner alone, and read again after that', () => {
    const made = readMasterKey(file, { create: true })
    expect(made).toMatchObject({ created: true, tooOpen: false })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readMasterKey(file, { create: true })).toEqual({ ...made, created: false })
    expect(masterKeyHint(file)).toContain(file)
  })

  it.each(['base64', 'hex'] as const)('is read in %s', (encoding) => {
    const key = randomBytes(32)
    writeFileSync(file, `${key.toString(encoding)}\n`, { mode: 0o600 })
    expect(readMasterKey(file, { create: false }).key.equals(key)).toBe(true)
  })

  it('says when others may read it', () => {
    writeFileSync(file, randomBytes(32))
    chmodSync(file, 0o644)
    expect(readMasterKey(file, { create: false }).tooOpen).toBe(true)
  })

  it('is never guessed: a missing, broken or unreadable file says what to do', () => {
    expect(() => readMasterKey(file, { create: false })).toThrow(/put the copy you kept there/)
    writeFileSync(file, 'short')
    expect(() => readMasterKey(file, { create: true })).toThrow(/32 bytes are needed/)
    expect(() => readMasterKey(folder, { create: true })).toThrow(/can't be read/)
  })
})
