import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createClient } from './client.ts'
import { openFolder } from './folder.ts'
import { createPage } from './page.ts'
import { startServer } from './server.ts'

let root = ''
let shown = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'quickstart-'))
  shown = ''
})
afterEach(() => rm(root, { recursive: true }))

const show = (text: string) => (shown += text)

it('starts NetRaven, drives it by its command line, and stops it', async () => {
  const folder = await openFolder(join(root, 'data'))
  {
    await using server = await startServer(folder, undefined)
    const parts = {
      page: createPage(show),
      dataDir: folder.dataDir,
      url: server.url,
      signal: new AbortController().signal,
    }
    const client = createClient({ ...parts, adminPassword: folder.state.adminPassword })
    expect(await client.logIn()).toBe(true)
    expect(await createClient({ ...parts, adminPassword: 'another' }).logIn()).toBe(false)
    await client.addCredential('lab', { username: 'netbackup', password: 'hushhush', enableSecret: 'hush' })
    expect(await client.credentials()).toMatchObject([{ name: 'lab' }])
    const csv = await folder.write('devices.csv', 'hostname,address,port,platform,tags\nrr1,127.0.0.1,2201,frr,lab\n')
    await client.importDevices(csv)
    const [device] = await client.devices()
    await client.moveDevice(device?.id ?? '', 2202)
    expect(await client.devices()).toMatchObject([{ hostname: 'rr1', port: 2202 }])
  }
  expect(shown).toContain(`$ npx netraven credential add lab --username netbackup --data-dir ${folder.dataDir}`)
  expect(shown).not.toContain('hushhush')
}, 120_000)

it('gives NetRaven’s own words when it does not start', async () => {
  const folder = await openFolder(join(root, 'data'))
  await mkdir(join(folder.dataDir, 'database'))
  await writeFile(join(folder.dataDir, 'master.key'), 'not a key')
  await expect(startServer(folder, undefined)).rejects.toThrow(/did not start on .*:\n.+/)
}, 60_000)
