import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openNew, testEngines } from '../db/testing/open-test-database.ts'
import { createFleet, login } from './testing/fleet.ts'
import { openTestGround } from './testing/open-test-ground.ts'
import { wire } from './wire.ts'

describe('NetRaven put together', () => {
  let folder: string
  let stop: AbortController
  let said: string[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netraven-wire-'))
    stop = new AbortController()
    said = []
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const wired = (environment: Record<string, string> = {}) => {
    const stderr = { write: (text: string) => said.push(text) }
    return wire({ environment, cwd: folder, osUser: 'olive', stderr, signal: stop.signal })
  }
  const options = (more = {}) => ({ dataDir: join(folder, 'data'), input: false, ...more })
  const output = (): string => said.join('')
  const urlSaid = async (): Promise<string> =>
    vi.waitFor(() => {
      const [, url] = /listens on (http:\S+)/.exec(output()) ?? []
      if (!url) throw new Error(`no address yet: ${output()}`)
      return url
    }, 15_000)

  it('serves on a new folder: says where, how to make the first administrator, and to keep the master key', async () => {
    const done = wired().roles.serve(options({ host: '127.0.0.1', port: 0 }))
    const url = await urlSaid()
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    const [, token] = /within an hour:\n {2}(\S+)/.exec(output()) ?? []
    const made = await fetch(`${url}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, name: 'ada', password: 'walking the dog at noon' }),
    })
    expect(made.status).toBe(201)
    expect(output()).toMatch(/A new master key was made: .*master\.key\nKeep a copy/)
    expect(output()).toContain('not a loss of power')

    await expect(wired().roles.serve(options())).rejects.toMatchObject({ kind: 'conflict' })
    stop.abort()
    await done
    await expect(fetch(`${url}/livez`)).rejects.toThrow('fetch failed')
  })

  it('works for one command on a folder that nobody holds: a run is made, worked off and published', async () => {
    await using devices = new AsyncDisposableStack()
    await using kit = await openTestGround()
    const device = await createFleet(kit, devices).startDevice()
    const { openInProcess } = wired()
    await wired().roles.init(options())
    {
      await using here = await openInProcess({ ...options(), work: true })
      const call = async (method: 'POST' | 'GET', url: string, payload?: object) => {
        const answer = await here.api.inject({ method, url: `/api/v1${url}`, ...(payload ? { payload } : {}) })
        if (answer.statusCode >= 300) throw new Error(answer.body)
        return answer.json()
      }
      const { username, password, enableSecret } = login
      await call('POST', '/credentials', { name: 'c', username, password, enable_secret: enableSecret })
      const { hostname, address, port, platform } = device
      const { id } = await call('POST', '/devices', { hostname, address, port, platform })
      const run = await call('POST', `/devices/${id}/backup`, {})
      await vi.waitFor(async () => {
        expect(await call('GET', `/runs/${run.id}`)).toMatchObject({ status: 'COMPLETED' })
      }, 15_000)
    }
    await using again = await openInProcess({ ...options(), work: false })
    const { archive } = (await again.api.inject({ method: 'GET', url: '/api/v1/system/health' })).json()
    expect(archive).toMatchObject({ waiting: 0 })
    const verified = await again.api.inject({ method: 'POST', url: '/api/v1/system/verify', payload: {} })
    expect(verified.json()).toMatchObject({ ok: true, checked: { texts: 1, originals: 1, commits: 1 }, faults: [] })
    const rebuilt = await again.api.inject({ method: 'POST', url: '/api/v1/archive/rebuild', payload: {} })
    expect(rebuilt.json()).toMatchObject({ commits: 1, same_ids: true })
  })

  it('puts a value that an administrator sets in force at once, and takes it back', async () => {
    await wired().roles.init(options())
    await using here = await wired({ NETRAVEN_LEASE_S: '7' }).openInProcess({ ...options(), work: false })
    const settings = async (method: 'PUT' | 'DELETE', key: string, payload?: object) =>
      (await here.api.inject({ method, url: `/api/v1/settings/${key}`, ...(payload ? { payload } : {}) })).json()
    const common = { key: 'job.max_parallel', default: 5 }
    expect(await settings('PUT', 'job.max_parallel', { value: 9 })).toMatchObject({
      ...common,
      value: 9,
      source: 'database',
    })
    expect(await settings('DELETE', 'job.max_parallel')).toMatchObject({ ...common, value: 5, source: 'default' })
    expect(await settings('PUT', 'lease_s', { value: 9 })).toMatchObject({ value: 7 }) // the environment wins
    expect(await settings('PUT', 'job.max_parallel', { value: 0 })).toMatchObject({ error: { code: 'invalid' } })
    expect(await settings('DELETE', 'no.such')).toMatchObject({ error: { code: 'not_found' } })
  })

  it('makes the first administrator from a password file, and says which one it could not read', async () => {
    const file = join(folder, 'password')
    await expect(wired({ NETRAVEN_ADMIN_PASSWORD_FILE: file }).roles.init(options())).rejects.toThrow(
      /can't be read: ENOENT/,
    )
    await writeFile(file, 'walking the dog at noon\n')
    await wired({ NETRAVEN_ADMIN_PASSWORD_FILE: file }).roles.init(options())
    expect(output()).toMatch(/is ready\.\n$/)
  })

  it('says which port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    await expect(wired().roles.serve(options({ port }))).rejects.toThrow(
      new RegExp(
        `can't listen on 127\\.0\\.0\\.1:${port}: another program listens there\\. Choose another with --port`,
      ),
    )
    other.close()
  })

  it.each(['api', 'scheduler', 'worker'] as const)('runs no %s of its own on the embedded database', async (role) => {
    await expect(wired().roles[role](options())).rejects.toThrow(`"netraven ${role}" needs a PostgreSQL database`)
  })

  it.runIf(testEngines.includes('postgres'))('runs as separate roles that end together on PostgreSQL', async () => {
    await using database = await openNew()
    const { roles } = wired({ NETRAVEN_DATABASE_URL: database.url })
    await roles.migrate(options())
    const done = [roles.api(options({ port: 0 }))]
    const url = await urlSaid()
    done.push(roles.scheduler(options()), roles.worker(options({ concurrency: 3 })))
    await vi.waitFor(
      () =>
        expect(output()).toMatch(/scheduler is running[^]*worker is running|worker is running[^]*scheduler is running/),
      15_000,
    )
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    stop.abort()
    await Promise.all(done)
    expect(output()).toContain('the database is up to date')
  })
})
