import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lab, startLab } from '../lab/src/index.ts'
import { has } from '../tools/needs.ts'
import { published, runJob, type TargetSeen, targetsOf } from './support/backup.ts'
import { createDatabase, dropDatabase } from './support/database.ts'
import { createInstallation, type Installation, PASSWORD } from './support/installation.ts'
import {
  apiPlaces,
  databasePlaces,
  folderPlaces,
  gitPlace,
  type Place,
  processPlaces,
  sightings,
} from './support/places.ts'
import { type Canary, createSearch } from './support/secret-search.ts'

const random = (): string => randomBytes(9).toString('hex')

describe('the search for secrets', () => {
  const value = `Wr"öng\\~~~~~~${random()}`
  const search = createSearch([{ name: 'it', value }])
  const amid = (text: string | Buffer): Buffer => Buffer.concat([randomBytes(7), Buffer.from(text), randomBytes(300)])

  it.each([
    ['as it is', value],
    ['in hex', Buffer.from(value).toString('hex')],
    ['in HEX', Buffer.from(value).toString('hex').toUpperCase()],
    ['in JSON', JSON.stringify({ password: value })],
    ['URL-encoded', encodeURIComponent(value)],
    ['in UTF-16 LE', Buffer.from(value, 'utf16le')],
    ['in UTF-16 BE', Buffer.from(value, 'utf16le').swap16()],
    ['in base64 at 0', Buffer.from(`${value}|`).toString('base64')],
    ['in base64 at 1', Buffer.from(`-${value}`).toString('base64')],
    ['in base64 at 2', Buffer.from(`ab${value}?`).toString('base64')],
    ['in base64url at 2', Buffer.from(`ab${value}?`).toString('base64url')],
  ])('finds one that is written %s', (form, written) => {
    expect(search(amid(written))).toContainEqual({ name: 'it', form })
    expect(search(amid(written).subarray(0, 20))).toEqual([])
  })
})

const sizes = [{ size: 'embedded' }, ...(has('postgres') ? [{ size: 'postgres' }] : [])]

describe.each(sizes)('secrets, $size', ({ size }) => {
  /** Not secret at all: shows that each place is really searched. */
  const planted = { job: `planted-job-${random()}`, text: `planted-text-${random()}`, key: `planted-key-${random()}` }
  const wrong = `Wr"öng\\pass-${random()}`
  const urlPassword = `url-${random()}`
  const sent = new Map<string, string>()
  const errors: Place[] = []
  let lab: Lab
  let netraven: Installation
  let databaseUrl: string | undefined
  let firstRun: string
  let failed: readonly TargetSeen[]
  let places: Place[]

  beforeAll(async () => {
    lab = await startLab()
    if (size === 'postgres') databaseUrl = await createDatabase(urlPassword)
    netraven = await openNetraven(size, databaseUrl)
    const jobId = await onboard(netraven, lab, { wrong, jobName: planted.job })
    const first = lab.devices[0]!
    first.config = first.config.replace(/^ description .*$/m, ` description ${planted.text}`)
    firstRun = (await runJob(netraven, jobId)).id
    for (const device of lab.devices) sent.set(device.hostname, device.seen.lastConfigSent.toString('latin1'))
    for (const { hostname } of lab.devices) lab.change(hostname)
    await runJob(netraven, jobId)
    breakAll(lab)
    failed = await targetsOf(netraven, (await runJob(netraven, jobId)).id)
    errors.push(...(await badCalls(netraven, firstRun, { wrong, planted: planted.key })))
    await published(netraven)
    places = [
      ...errors,
      ...(await apiPlaces(netraven)),
      ...(await processPlaces(netraven)),
      await gitPlace(netraven.archiveDir),
      ...(await folderPlaces(netraven.dataDir)),
      ...(databaseUrl ? await databasePlaces(databaseUrl) : []),
    ]
  })
  afterAll(async () => {
    await netraven?.stop()
    if (databaseUrl) await dropDatabase(databaseUrl)
    await lab?.close()
  })

  it('have at least three forms on each platform, type 7 and base64 among them', () => {
    for (const { hostname, config } of lab.devices) {
      const own = lab.secrets.filter((secret) => secret.hostname === hostname)
      const lines = own.flatMap(({ value }) => config.split('\n').filter((line) => line.includes(value)))
      const shapes = lines.map((line) => own.reduce((text, { value }) => text.replace(value, 'SECRET'), line))
      expect(new Set(shapes.map((line) => line.replaceAll(/\d+/g, 'N'))).size).toBeGreaterThanOrEqual(3)
    }
    const forms = lab.secrets.map(({ form }) => form)
    expect(forms).toEqual(expect.arrayContaining(['cisco-type-7', 'base64-key']))
  })

  it('were on the wire in every way a visit may fail', () => {
    const codes = failed.map(({ error_code }) => error_code)
    expect(new Set(codes)).toEqual(new Set(['closed', 'host_key', 'prompt', 'rejected', 'timeout']))
  })

  it('of devices, people and NetRaven itself stand nowhere', async () => {
    const masterKey = (await readFile(join(netraven.dataDir, 'master.key'), 'utf8')).trim()
    const canaries: Canary[] = [
      ...lab.secrets.flatMap(({ hostname, form, value, plain }) => [
        { name: `${form} of ${hostname}`, value },
        ...(plain === undefined ? [] : [{ name: `plain text of ${form} of ${hostname}`, value: plain }]),
      ]),
      { name: 'password of the devices', value: lab.credential.password },
      { name: 'enable secret of the devices', value: lab.credential.enableSecret },
      { name: 'wrong password', value: wrong },
      { name: 'password of the administrator', value: PASSWORD },
      { name: 'password of the database', value: urlPassword },
      { name: 'master key', value: masterKey },
      { name: 'bytes of the master key', value: Buffer.from(masterKey, 'base64') },
    ]
    expect(canaries.length).toBeGreaterThan(30)
    expect(places.length).toBeGreaterThan(50)
    expect(sightings(places, createSearch(canaries))).toEqual([])
  })

  it('would have been found in every place that was searched', () => {
    const folder = netraven.dataDir.split('/').at(-2)!
    const search = createSearch([
      ...Object.entries(planted).map(([name, value]) => ({ name, value })),
      { name: 'folder', value: folder },
    ])
    const seen = places.flatMap((place) => search(place.content).map(({ name }) => `${name} in ${place.name}`))
    const role = size === 'postgres' ? 'api' : 'serve'
    expect(seen).toEqual(
      expect.arrayContaining([
        'text in Git objects',
        'job in Git objects',
        'text in GET /snapshots/{id}/content',
        'text in GET /snapshots/{id}/diff',
        'job in GET /jobs',
        'key in error of POST with a planted key',
        `folder in command line of ${role}`,
        `folder in environment of ${role}`,
        `folder in stderr of ${role}`,
        ...(size === 'postgres' ? ['job in table public.jobs', 'text in stored texts'] : []),
      ]),
    )
    const inFolder = seen.filter((sighting) => sighting.startsWith('job in file /database/'))
    expect(inFolder.length > 0).toBe(size === 'embedded')
  })

  it('come back byte for byte to an administrator who says why', async () => {
    const { items } = await netraven.call('GET', `/snapshots?run_id=${firstRun}&limit=200`)
    expect(items).toHaveLength(lab.devices.length)
    for (const { id, hostname } of items) {
      const answer = await netraven.ask('POST', `/snapshots/${id}/raw`, { reason: 'a test', password: PASSWORD })
      const raw = Buffer.from(await answer.arrayBuffer()).toString('latin1')
      expect(raw).toBe(`${sent.get(hostname)?.trimEnd()}\n`)
    }
    expect(sent.get(lab.devices[0]!.hostname)).toContain(lab.secrets[0]!.value)
  })
})

async function openNetraven(size: string, databaseUrl: string | undefined): Promise<Installation> {
  const env: Record<string, string> = {
    NETRAVEN_LOG__LEVEL: 'debug',
    NETRAVEN_DEVICE__COMMAND_TIMEOUT_S: '1',
    NETRAVEN_DEVICE__RETRY__RETRIES: '0',
  }
  const netraven = await createInstallation({ env })
  const more: Record<string, string> = {}
  if (databaseUrl) {
    more['NETRAVEN_DATABASE_URL_FILE'] = join(netraven.dataDir, '..', 'database-url')
    await writeFile(more['NETRAVEN_DATABASE_URL_FILE'], databaseUrl, { mode: 0o600 })
  }
  for (const role of size === 'postgres' ? ['api', 'scheduler', 'worker'] : ['serve']) {
    await netraven.start(role, role, { env: more })
    await netraven.ready() // the first role makes the keys
  }
  return netraven
}

/** Credentials, a wrong one first for one device, the devices and their job; gives the job's id. */
async function onboard(netraven: Installation, lab: Lab, { wrong, jobName }: { wrong: string; jobName: string }) {
  const { username, password, enableSecret } = lab.credential
  for (const { hostname, address, port, platform } of lab.devices)
    await netraven.call('POST', '/devices', { hostname, address, port, platform, tags: [hostname] })
  await netraven.call('POST', '/credentials', { name: 'lab', username, password, enable_secret: enableSecret })
  const tags = [lab.devices[1]!.hostname]
  await netraven.call('POST', '/credentials', { name: 'wrong', username, password: wrong, priority: 1, tags })
  return (await netraven.call('POST', '/jobs', { name: jobName, all_devices: true })).id as string
}

/** Each device fails in another way, with its secrets on the wire. */
function breakAll({ devices, credential }: Lab): void {
  const [sw, mx, gw, host, rr] = devices
  const half = (at: typeof sw): number => Math.floor(at!.configAnswer().length * 0.7)
  sw!.setFault({ kind: 'cut-config', atByte: half(sw), ending: 'closed', reads: 'every' })
  mx!.setFault({ kind: 'cut-config', atByte: half(mx), ending: 'silence', reads: 'every' })
  gw!.setFault({ kind: 'other-host-key' })
  host!.setFault({ kind: 'no-exec' }, { kind: 'no-prompt' })
  rr!.setFault({
    kind: 'refuse-config',
    text: `% Permission denied for ${credential.username}/${credential.password}\n`,
  })
}

/** Asks in every wrong way that has a secret in it; gives what the API said to that. */
async function badCalls(netraven: Installation, runId: string, { wrong, planted }: { wrong: string; planted: string }) {
  const { items } = await netraven.call('GET', `/snapshots?run_id=${runId}&limit=1`)
  const calls: [method: string, path: string, body: unknown, name?: string][] = [
    ['POST', '/auth/login', { name: 'admin', password: wrong }],
    ['POST', '/auth/refresh', { refresh_token: wrong }],
    ['PUT', '/auth/password', { current: wrong, password: 'x' }],
    ['POST', '/setup', { token: wrong, name: 'eve', password: wrong }],
    ['POST', '/users', { name: 'no good name!', role: 'admin', password: wrong }],
    ['POST', '/credentials', { name: 'x', username: 7, password: wrong }],
    ['POST', '/credentials', { name: 'x', username: 'u', password: { secret: wrong } }],
    ['POST', '/credentials', `{"name": "x", "password": ${JSON.stringify(wrong)},}`],
    ['POST', '/credentials', JSON.stringify(wrong)],
    ['POST', `/snapshots/${items[0].id}/raw`, { reason: 'none', password: wrong }],
    [
      'POST',
      '/credentials',
      { name: 'x', username: 'u', password: wrong, [planted]: 'blue' },
      'POST with a planted key',
    ],
  ]
  const places: Place[] = []
  for (const [method, path, body, name = `${method} ${path}`] of calls) {
    const answer = await netraven.ask(method, path, body)
    if (answer.status < 400 || answer.status > 499) throw new Error(`${name}: ${answer.status} instead of a refusal`)
    places.push({ name: `error of ${name}`, content: Buffer.from(await answer.text()) })
  }
  return places
}
