import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openFolder } from './folder.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'quickstart-'))
})
afterEach(() => rm(root, { recursive: true }))

it('makes a folder that only its owner can read, and finds its state again', async () => {
  const first = await openFolder(join(root, 'data'))
  await first.save({ ...first.state, ports: { rr1: 2201 } })
  const again = await openFolder(join(root, 'data'))
  expect(first.isKnown).toBe(false)
  expect(again.isKnown).toBe(true)
  expect(again.state).toEqual({ ...first.state, ports: { rr1: 2201 } })
  expect((await stat(join(root, 'data'))).mode & 0o777).toBe(0o700)
  expect((await stat(again.file('state.json'))).mode & 0o777).toBe(0o600)
})

it('leaves a folder alone that somebody else made', async () => {
  await mkdir(join(root, 'data'))
  await writeFile(join(root, 'data', 'master.key'), 'mine')
  await expect(openFolder(join(root, 'data'))).rejects.toThrow('--data-dir')
  expect(await readFile(join(root, 'data', 'master.key'), 'utf8')).toBe('mine')
})

it('says what to do when its state was damaged', async () => {
  const folder = await openFolder(join(root, 'data'))
  await folder.write('state.json', '{"secretSeed":')
  await expect(openFolder(join(root, 'data'))).rejects.toThrow(/state\.json can't be read/)
})
