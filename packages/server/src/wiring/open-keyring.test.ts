import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DataKeyStore } from '../crypto/data-key.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { createDataKeyStore } from '../store/data-keys.ts'
import { openKeyring } from './open-keyring.ts'

const folders = () => {
  const root = mkdtempSync(join(tmpdir(), 'keys-'))
  return {
    file: (name: string) => join(root, name),
    [Symbol.dispose]: () => rmSync(root, { recursive: true }),
  }
}

const terminal = () => {
  const said: string[] = []
  return { said, stderr: { write: (text: string) => said.push(text) } }
}

describe.each(testEngines)('two first starts on one database (%s), each with a data folder of its own', (engine) => {
  it('end with one master key: the slower one is told what to do, and leaves no useless key', async () => {
    await using db = await openTestDatabase(engine)
    using files = folders()
    const dataKeys = createDataKeyStore(db)
    // Both look before either has sealed anything.
    const together = Promise.withResolvers<void>()
    let looked = 0
    const racing: DataKeyStore = {
      ...dataKeys,
      async current(...of) {
        const found = await dataKeys.current(...of)
        if (++looked === 2) together.resolve()
        await together.promise
        return found
      },
    }
    const starts = ['one.key', 'two.key'].map(async (name) => {
      const { said, stderr } = terminal()
      const outcome = await openKeyring(files.file(name), racing, { stderr }).then(
        () => 'open',
        (error: Error & { kind?: string }) => `${error.kind}: ${error.message}`,
      )
      return { name, outcome, said: said.join('') }
    })
    const [winner, loser] = (await Promise.all(starts)).toSorted((a) => (a.outcome === 'open' ? -1 : 1))
    expect(winner).toMatchObject({ outcome: 'open', said: expect.stringContaining('A new master key was made') })
    expect(loser).toMatchObject({
      outcome: expect.stringMatching(/^sealed: .*another master key.*NETRAVEN_MASTER_KEY_FILE/),
      said: '',
    })
    expect(existsSync(files.file(loser!.name))).toBe(false)

    writeFileSync(files.file(loser!.name), readFileSync(files.file(winner!.name)), { mode: 0o600 })
    await openKeyring(files.file(loser!.name), dataKeys, terminal())
  })
})

it('keeps a key that was there, also when it does not fit', async () => {
  await using db = await openTestDatabase()
  using files = folders()
  const dataKeys = createDataKeyStore(db)
  await openKeyring(files.file('right.key'), dataKeys, terminal())
  writeFileSync(files.file('wrong.key'), Buffer.alloc(32, 7), { mode: 0o600 })
  await expect(openKeyring(files.file('wrong.key'), dataKeys, terminal())).rejects.toMatchObject({ kind: 'sealed' })
  expect(existsSync(files.file('wrong.key'))).toBe(true)
  await expect(openKeyring(files.file('no.key'), dataKeys, terminal())).rejects.toMatchObject({ kind: 'sealed' })
  expect(existsSync(files.file('no.key'))).toBe(false)
})
