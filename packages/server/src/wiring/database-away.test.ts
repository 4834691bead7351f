import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fakeDevice } from '@netraven/device/testing'
import { describe, expect, it, vi } from 'vitest'
import { openCutLine } from '../db/testing/cut-line.ts'
import { openNew, testEngines } from '../db/testing/open-test-database.ts'
import { login } from './testing/fleet.ts'
import { wire } from './wire.ts'

const PASSWORD = 'walking the dog at noon'

/** A whole NetRaven on a database behind a line that can be cut. */
async function openServer(url: string) {
  const folder = await mkdtemp(join(tmpdir(), 'netraven-away-'))
  const stop = new AbortController()
  const said: string[] = []
  const environment = {
    NETRAVEN_DATABASE_URL: url,
    NETRAVEN_LEASE_S: '2',
    NETRAVEN_REAPER_S: '0.5',
    NETRAVEN_API__PORT: '0',
  }
  const stderr = { write: (text: string) => said.push(text) }
  const { roles } = wire({ environment, cwd: folder, osUser: 'olive', stderr, signal: stop.signal })
  const served = roles.serve({ input: false, dataDir: join(folder, 'data') })
  const found = async (pattern: RegExp): Promise<string> =>
    vi.waitFor(() => {
      const [, word] = pattern.exec(said.join('')) ?? []
      if (!word) throw new Error(`not said yet: ${said.join('')}`)
      return word
    }, 20_000)
  const [api, token] = [await found(/listens on (http:\S+)/), await found(/within an hour:\n {2}(\S+)/)]
  let bearer = ''
  const call = async (method: string, path: string, body?: object) => {
    const headers = { ...(body && { 'content-type': 'application/json' }), ...(bearer && { authorization: bearer }) }
    const answer = await fetch(`${api}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    return { status: answer.status, body: (await answer.json()) as Record<string, any> }
  }
  await call('POST', '/setup', { token, name: 'ada', password: PASSWORD })
  bearer = `Bearer ${(await call('POST', '/auth/login', { name: 'ada', password: PASSWORD })).body.access_token}`
  return {
    call,
    said,
    async [Symbol.asyncDispose]() {
      stop.abort()
      await served
      await rm(folder, { recursive: true, force: true })
    },
  }
}

describe.runIf(testEngines.includes('postgres'))('while the database is away', () => {
  it('the API says so and never breaks, workers live on, and a run that was under way comes to its end', async () => {
    await using database = await openNew()
    await using line = await openCutLine(database.url)
    await using server = await openServer(line.url)
    await using device = await fakeDevice({
      platform: 'cisco_ios',
      hostname: 'sw1',
      config: '!\nhostname sw1\n!\nend\n',
      ...login,
    })
    const { username, password, enableSecret: enable_secret } = login
    await server.call('POST', '/credentials', { name: 'c', username, password, enable_secret })
    const { hostname, address, port, platform } = device
    const { id } = (await server.call('POST', '/devices', { hostname, address, port, platform })).body
    const run = (await server.call('POST', `/devices/${id}/backup`, {})).body
    await vi.waitFor(() => expect(device.seen.connections).toBe(1), { timeout: 10_000, interval: 1 })

    await line.cut()
    const asked = ['/devices', `/runs/${run.id}`, '/readyz', '/system/health', '/auth/me', '/snapshots', '/settings']
    const writes = [server.call('POST', '/tags', { name: 't' }), server.call('POST', '/runs', { device_ids: [id] })]
    const answers = await Promise.all([...asked.map((path) => server.call('GET', path)), ...writes])
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503))
    const login503 = await server.call('POST', '/auth/login', { name: 'ada', password: PASSWORD })
    expect([login503.status, login503.body.error.code]).toEqual([503, 'unavailable'])

    await line.mend()
    await vi.waitFor(async () => expect((await server.call('GET', '/devices')).status).toBe(200), 5_000)
    await vi.waitFor(
      async () => expect((await server.call('GET', `/runs/${run.id}`)).body).toMatchObject({ status: 'COMPLETED' }),
      { timeout: 20_000, interval: 100 },
    )
    expect((await server.call('GET', `/snapshots?device_id=${id}`)).body.items).toHaveLength(1)
    await vi.waitFor(
      async () => expect((await server.call('GET', '/system/health')).body.archive).toMatchObject({ waiting: 0 }),
      { timeout: 20_000, interval: 100 },
    )
    // The next job is fired, worked off and heard of as before.
    const again = (await server.call('POST', `/devices/${id}/backup`, {})).body
    await vi.waitFor(
      async () => expect((await server.call('GET', `/runs/${again.id}`)).body).toMatchObject({ status: 'COMPLETED' }),
      { timeout: 20_000, interval: 100 },
    )
    expect(server.said.join('')).not.toContain('"level":"error","message":"GET')
  }, 90_000)
})
