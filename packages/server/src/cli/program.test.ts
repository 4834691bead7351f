import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, PASSWORD, type TestApi } from '../api/testing/open-test-api.ts'
import { endRun, seedRun, seedSnapshot, succeeded } from '../api/testing/seed.ts'
import { AppError } from '../errors/app-error.ts'
import { runInTerminal, type TerminalOptions } from './testing/terminal.ts'
import type { Wired } from './wired.ts'

let api: TestApi
let folder: string
const opened: { work: boolean }[] = []
const started: [string, object][] = []

beforeAll(async () => {
  api = await openTestApi()
  await api.as('admin')
  folder = await mkdtemp(join(tmpdir(), 'netraven-cli-'))
})
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => opened.splice(0))

const role = (name: string) => async (options: object) => void started.push([name, options])
const wired: Wired = {
  version: '1.2.3',
  roles: {
    serve: role('serve'),
    api: role('api'),
    scheduler: role('scheduler'),
    worker: role('worker'),
    init: role('init'),
    migrate: role('migrate'),
  },
  dataFolder: async ({ dataDir }) => dataDir ?? folder,
  openInProcess: async (options) => {
    opened.push(options)
    return { api: api.local, [Symbol.asyncDispose]: async () => undefined }
  },
}

const netraven = (line: string | readonly string[], options?: TerminalOptions) =>
  runInTerminal(wired, typeof line === 'string' ? line.split(' ') : line, options)
const json = async (line: string) => JSON.parse((await netraven(`${line} --json`)).out)
const addDevice = async (hostname: string): Promise<string> =>
  (await netraven(`device add ${hostname} --address 192.0.2.1 --platform frr --tag lab`)).out.trim()

describe('the three ways in', () => {
  it('opens the folder in this process when nobody holds it, with a worker only for commands that wait', async () => {
    expect(await netraven('tag list')).toMatchObject({ code: 0, out: '', err: expect.stringContaining('no tags') })
    expect(opened).toEqual([expect.objectContaining({ work: false })])
    expect((await netraven('run watch 0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f')).code).toBe(3)
    expect(opened.at(-1)).toMatchObject({ work: true })
  })

  it('speaks to the process that holds the folder over its socket', async () => {
    const held = await mkdtemp(join(tmpdir(), 'nr-'))
    await writeFile(join(held, 'serve.json'), JSON.stringify({ pid: 1, socket: join(held, 's') }))
    expect((await netraven(`tag list --data-dir ${held}`)).code, 'left behind by a killed process').toBe(0)
    expect(opened).toHaveLength(1)
    const holder = await (await import('../api/create-api.ts')).createApi(api.parts, { kind: 'local', osUser: 'olive' })
    await holder.listen({ path: join(held, 's') })
    expect((await netraven(`--data-dir ${held} tag add by-socket`)).code).toBe(0)
    expect(opened).toHaveLength(1)
    const id = await addDevice('by-socket-1')
    expect((await netraven(`device show by-socket-1 --data-dir ${held}`)).out).toContain(id)
    await holder.close()
    await rm(held, { recursive: true })
  })

  it('speaks to a server elsewhere with a token', async () => {
    const url = await api.network.listen({ port: 0, host: '127.0.0.1' })
    const { body } = await api.anonymous('POST', '/auth/login', { name: 'admin', password: PASSWORD })
    const environment = { NETRAVEN_TOKEN: body.access_token as string }
    expect((await netraven(`tag add by-server --server ${url}`, { environment })).code).toBe(0)
    expect((await netraven('tag list', { environment: { ...environment, NETRAVEN_SERVER: url } })).out).toContain(
      'by-server',
    )
    expect(await netraven(`tag list --server ${url}`)).toMatchObject({
      code: 4,
      err: expect.stringContaining('NETRAVEN_TOKEN'),
    })
    expect((await netraven(`tag list --server ${url}`, { environment: { NETRAVEN_TOKEN: 'x' } })).code).toBe(4)
    expect((await netraven('tag list --server nonsense', { environment })).code).toBe(2)
    expect(await netraven('tag list --server http://127.0.0.1:1', { environment })).toMatchObject({
      code: 1,
      err: expect.stringContaining('is it running'),
    })
    expect(opened).toEqual([])
  })

  it('says who holds the folder when it cannot be opened', async () => {
    const held = {
      ...wired,
      openInProcess: () => Promise.reject(new AppError('conflict', 'process 7 holds the folder')),
    }
    expect(await runInTerminal(held, ['device', 'list'])).toMatchObject({
      code: 1,
      err: 'netraven: process 7 holds the folder\n',
    })
  })
})

describe('manners', () => {
  it('explains itself with an example on every command', async () => {
    const { out } = await netraven('--help')
    for (const [, noun] of out.matchAll(/^ {2}([a-z]+) /gm)) {
      if (['help', 'fetch', 'redact'].includes(noun ?? '')) continue
      const help = (await netraven(`${noun} --help`)).out
      const verbs = [...help.matchAll(/^ {2}([a-z-]+) (?=\[options\])/gm)].map(([, verb]) => `${noun} ${verb}`)
      for (const line of verbs.length > 0 ? verbs : [noun]) {
        expect([line, (await netraven(`${line} --help`)).out]).toEqual([line, expect.stringContaining('$ netraven')])
      }
    }
    expect((await netraven('--version')).out).toBe('1.2.3\n')
  })

  it.each([
    'device',
    'device fly',
    'device add x',
    'job add x --every soon',
    'snapshot raw x',
    'device list --surprise',
    'job add x --every 5m --cron *',
  ])('exits 2 on misuse: %s', async (line) => {
    const { code, out, err } = await netraven(line)
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toBe('')
  })

  it('exits 3 for what is not there and says where to look', async () => {
    for (const line of [
      'device show nobody',
      'job run nobody',
      'credential rm nobody',
      'tag rm nobody',
      'snapshot show nobody',
      'settings get nothing',
    ]) {
      expect([line, (await netraven(line)).code]).toEqual([line, 3])
    }
    expect((await netraven('device show nobody')).err).toContain('netraven device list')
  })

  it('shows control characters from outside instead of obeying them', async () => {
    await api.stores.logs.append([
      { level: 'ERROR', category: 'session', message: 'evil \u001b]52;c;x\u0007 \u009b31m text' },
    ])
    const { out } = await netraven('log list --text evil')
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    expect(out).toContain(String.raw`\x1b]52`)
  })

  it('colours only on a terminal that wants it', async () => {
    await api.stores.logs.append([{ level: 'ERROR', category: 'session', message: 'colourful' }])
    const line = 'log list --text colourful'
    expect((await netraven(line, { isTTY: true })).out).toContain('\u001b[31m')
    expect((await netraven(line, { isTTY: true, environment: { NO_COLOR: '1' } })).out).not.toContain('\u001b')
    expect((await netraven(line)).out).not.toContain('\u001b')
  })

  it('starts roles with their options', async () => {
    await netraven(`serve --port 0 --host 127.0.0.1 --data-dir ${folder}`)
    for (const name of ['api', 'scheduler', 'worker', 'init', 'migrate']) await netraven(name)
    expect(started[0]).toEqual(['serve', expect.objectContaining({ port: 0, host: '127.0.0.1', dataDir: folder })])
    expect(started.map(([name]) => name)).toEqual(['serve', 'api', 'scheduler', 'worker', 'init', 'migrate'])
    const broken = { ...wired, roles: { ...wired.roles, migrate: () => Promise.reject(new Error('bang')) } }
    expect(await runInTerminal(broken, ['migrate'])).toMatchObject({ code: 1, err: expect.stringContaining('bang') })
  })
})

describe('devices', () => {
  it('are added, listed in columns, shown and removed', async () => {
    const id = await addDevice('cli-1')
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    const list = (await netraven('device list --text cli-1')).out.split('\n')
    expect(list[0]).toMatch(/^HOSTNAME {2,}ADDRESS {2,}PLATFORM/)
    expect(list[1]).toMatch(/^cli-1 {2,}192\.0\.2\.1:22 {2,}frr {2,}lab {2,}enabled {2,}–$/)
    expect((await json('device list --text cli-1')).items[0]).toMatchObject({ id, hostname: 'cli-1' })
    expect((await netraven(`device show ${id}`)).out).toContain('Platform: frr')
    expect((await netraven('device add cli-1 --address 192.0.2.1 --platform frr')).code).toBe(1)
    expect((await netraven('device rm cli-1')).err).toContain('removed cli-1')
    expect((await netraven('device show cli-1')).code).toBe(3)
  })

  it('are imported from a file or standard input, and exported', async () => {
    const file = join(folder, 'devices.csv')
    await writeFile(file, 'hostname,address,platform\nimport-1,192.0.2.5,frr\nbad name,192.0.2.6,frr\n')
    expect((await netraven(`device import ${file} --preview`)).err).toContain('1 would be created, 1 refused')
    const { code, out, err } = await netraven(`device import ${file}`)
    expect([code, err]).toEqual([5, '1 created, 1 refused\n'])
    expect(out).toMatch(/2 {2}bad name {2}refused {2}hostname: .*Try "bad-name"/)
    const stdin = JSON.stringify([{ hostname: 'import-2', address: '192.0.2.7', platform: 'frr' }])
    expect((await netraven('device import - --json', { stdin })).code).toBe(0)
    expect((await netraven('device import -', { stdin: '[oops' })).code).toBe(1)
    expect((await netraven('device import /nonexistent.csv')).err).toContain('cannot be read')
    expect((await netraven('device export')).out).toContain('import-2,,192.0.2.7,22,ssh,frr')
  })

  it('show their host keys', async () => {
    const id = await addDevice('keyed')
    expect((await netraven('device keys keyed')).err).toContain('never visited')
    const fingerprint = `SHA256:${'b'.repeat(43)}`
    const key = {
      deviceId: id,
      endpoint: '[192.0.2.1]:22',
      algorithm: 'ssh-ed25519',
      publicKey: 'AAAA',
      fingerprint,
      runId: null,
    }
    const { systemCaller } = await import('../store/caller.ts')
    await api.stores.hostKeys.offer(systemCaller('worker'), key)
    expect((await netraven('device keys keyed')).out).toContain('offered')
    expect((await netraven(`device accept-key keyed ${fingerprint}`)).code).toBe(0)
    expect((await netraven('device keys keyed')).out).toContain('pinned')
  })
})

describe('credentials and users', () => {
  it('take secrets from the environment, a file or standard input, never from the arguments', async () => {
    const file = join(folder, 'password')
    await writeFile(file, 'canary in a file\n')
    const add = (name: string, more: string, options?: TerminalOptions) =>
      netraven(`credential add ${name} --username u ${more}`.trim(), options)
    expect(
      (
        await add('c1', '', {
          environment: { NETRAVEN_CREDENTIAL_PASSWORD: 'canary', NETRAVEN_CREDENTIAL_ENABLE_PASSWORD: 'e' },
        })
      ).code,
    ).toBe(0)
    expect((await add('c2', `--password-file ${file} --priority 5 --tag lab`)).code).toBe(0)
    expect((await add('c3', '--password-stdin', { stdin: 'canary by pipe\n' })).code).toBe(0)
    expect((await add('c4', '', { environment: { NETRAVEN_CREDENTIAL_PASSWORD_FILE: file } })).code).toBe(0)
    expect(await add('c5', '--no-input')).toMatchObject({
      code: 2,
      err: expect.stringContaining('NETRAVEN_CREDENTIAL_PASSWORD'),
    })
    const { out } = await netraven('credential list')
    expect(out).toMatch(/c1 {2,}u {2,}– {2,}100 {2,}yes/)
    expect(out).not.toContain('canary')
    expect((await netraven('credential rm c1')).code).toBe(0)
  })

  it('add users', async () => {
    expect(
      (await netraven('user add bob --role viewer', { environment: { NETRAVEN_USER_PASSWORD: 'quite long enough' } }))
        .code,
    ).toBe(0)
    expect(
      (await netraven('user add eve --role boss', { environment: { NETRAVEN_USER_PASSWORD: 'quite long enough' } }))
        .code,
    ).toBe(2)
    expect((await netraven('user list')).out).toMatch(/bob {2,}viewer {2,}enabled/)
  })
})

describe('jobs and runs', () => {
  it('keep jobs with a schedule', async () => {
    await addDevice('jobbed')
    expect((await netraven('job add by-hand --device jobbed --max-parallel 2')).code).toBe(0)
    expect((await netraven('job add often --all --every 6h --disabled')).code).toBe(0)
    expect(
      (await netraven(['job', 'add', 'nightly', '--tag', 'lab', '--cron', '0 2 * * *', '--time-zone', 'Europe/Berlin']))
        .code,
    ).toBe(0)
    expect((await netraven('job add odd --time-zone UTC')).code).toBe(2)
    const { out } = await netraven('job list')
    expect(out).toMatch(/by-hand {2,}by hand {2,}1 named {2,}yes/)
    expect(out).toMatch(/often {2,}every 21600 s {2,}all {2,}no/)
    expect(out).toMatch(/nightly {2,}0 2 \* \* \* Europe\/Berlin {2,}tag lab {2,}yes {2,}20/)
    expect((await netraven('job show nightly')).out).toContain('Owner:')
    expect((await netraven('job rm often')).code).toBe(0)
  })

  it('print the id of a run that nobody waits for', async () => {
    const { code, out } = await netraven('job run by-hand --detach')
    expect([code, out]).toEqual([0, expect.stringMatching(/^[0-9a-f-]{36}\n$/)])
    expect(opened.at(-1)).toMatchObject({ work: false })
    expect((await netraven('run list --job by-hand')).out).toContain(out.trim())
    expect((await netraven(`run cancel ${out.trim()}`)).code).toBe(0)
  })

  it('follow a run to its end, a line for each device, and exit 5 when some failed', async () => {
    const devices = [
      { id: await addDevice('watch-1'), hostname: 'watch-1' },
      { id: await addDevice('watch-2'), hostname: 'watch-2' },
    ]
    const run = await seedRun(api.stores, devices)
    await endRun(api.stores, run.id, (hostname) =>
      hostname === 'watch-1'
        ? succeeded
        : { ...succeeded, status: 'FAILED', outcome: null, errorCode: 'auth', errorMessage: 'password refused' },
    )
    const { code, out } = await netraven(`run watch ${run.id}`)
    expect(code).toBe(5)
    expect(out).toMatch(/watch-1 {2}SUCCEEDED {2}unchanged/)
    expect(out).toMatch(/watch-2 {2}FAILED {2}auth: password refused/)
    expect(out.trim().split('\n').at(-1)).toMatch(/COMPLETED_WITH_FAILURES {2}1 of 2 succeeded, 1 failed$/)
    const lines = (await netraven(`run watch ${run.id} --json`)).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.at(-1).metadata.type).toBe('run.completed')
    expect((await json(`run show ${run.id}`)).targets).toHaveLength(2)
    expect((await netraven(`run show ${run.id}`)).out).toMatch(/watch-2 {2,}FAILED {2,}auth {2,}1 {2,}password refused/)
  })

  it('back named devices up, waiting for the end', async () => {
    await addDevice('now-1')
    const following = netraven('device backup now-1')
    await expect.poll(() => opened.at(-1)).toMatchObject({ work: true })
    const run = await expect
      .poll(
        async () =>
          (
            await api.stores.runs.list(
              { kind: 'system', id: null, name: 'test', role: 'admin', tags: 'all' },
              {},
              { page: 1, size: 1 },
            )
          ).items[0]?.jobName,
      )
      .toBe('backup of now-1')
      .then(async () => (await json('run list --limit 1')).items[0])
    await api.stores.runs.startPlanning(run.id)
    await api.stores.targets.add(run.id, [{ id: run.device_ids[0], hostname: 'now-1' }])
    await api.stores.runs.markPlanned(run.id, 1)
    await endRun(api.stores, run.id, () => succeeded)
    await api.db.notify('netraven_events', JSON.stringify({ type: 'run.completed', runId: run.id }))
    expect(await following).toMatchObject({
      code: 0,
      err: expect.stringContaining(run.id),
      out: expect.stringContaining('COMPLETED'),
    })
  })

  it('end with 130 when they are interrupted', async () => {
    const run = await seedRun(api.stores, [{ id: await addDevice('slow-1'), hostname: 'slow-1' }])
    const interrupt = new AbortController()
    const url = `http://127.0.0.1:${(api.network.server.address() as { port: number }).port}`
    const { body } = await api.anonymous('POST', '/auth/login', { name: 'admin', password: PASSWORD })
    const environment = { NETRAVEN_TOKEN: body.access_token as string, NETRAVEN_SERVER: url }
    const watching = netraven(`run watch ${run.id}`, { environment, signal: interrupt.signal })
    setTimeout(() => interrupt.abort(), 300)
    expect((await watching).code).toBe(130)
  })
})

describe('snapshots', () => {
  it('are listed, printed, compared and revealed', async () => {
    const device = { id: await addDevice('snap-1'), hostname: 'snap-1' }
    expect(await netraven('snapshot show snap-1')).toMatchObject({
      code: 3,
      err: expect.stringContaining('device backup snap-1'),
    })
    const first = await seedSnapshot(api.stores, device, 'hostname snap-1\na\n')
    const second = await seedSnapshot(api.stores, device, 'hostname snap-1\nb\n', first.id)
    expect((await netraven('snapshot list --device snap-1')).out).toMatch(/snap-1 {2,}running-config/)
    expect((await netraven('snapshot show snap-1')).out).toBe('hostname snap-1\nb\n')
    expect(await json(`snapshot show ${first.id}`)).toMatchObject({ id: first.id, text: 'hostname snap-1\na\n' })
    expect(await netraven('snapshot diff snap-1 --exit-code')).toMatchObject({
      code: 6,
      out: expect.stringContaining('-a\n+b'),
    })
    expect((await netraven(`snapshot diff ${second.id} --against ${second.id} --exit-code`)).code).toBe(0)
    expect((await json('snapshot diff snap-1')).added).toBe(1)
    const raw = (password: string) =>
      netraven('snapshot raw snap-1 --user admin --reason replaced', {
        environment: { NETRAVEN_ADMIN_PASSWORD: password },
      })
    expect(await raw(PASSWORD)).toMatchObject({ code: 0, out: 'raw hostname snap-1\nb\n' })
    expect(await raw('wrong')).toMatchObject({ code: 4, out: '' })
  })
})

describe('the rest', () => {
  it('shows and sets the configuration', async () => {
    expect((await netraven('config show --sources')).out).toMatch(/job\.max_parallel {2,}5 {2,}– {2,}default/)
    expect((await netraven('settings set job.max_parallel 8')).out).toBe('8\n')
    expect((await netraven('settings get job.max_parallel')).out).toBe('8\n')
    expect((await netraven('settings set job.max_parallel many')).code).toBe(1)
    expect((await netraven('settings unset job.max_parallel')).out).toBe('5\n')
  })

  it('verifies and rebuilds', async () => {
    expect(await netraven('archive verify')).toMatchObject({ code: 0, out: 'ok: 3 commits\n' })
    expect((await netraven('archive rebuild --layout by-host')).out).toContain('3 commits')
    expect(await netraven('verify')).toMatchObject({
      code: 1,
      out: expect.stringContaining('does not hash to its name'),
    })
  })

  it('shows who did what, and as whom commands at home act', async () => {
    expect((await netraven('audit list --limit 100')).out).toMatch(/local:olive {2,}device\.create/)
    expect((await netraven('quarantine list')).err).toContain('Nothing')
    expect((await netraven('platforms')).out).toMatch(/cisco_ios {2,}Cisco IOS {2,}ssh {2,}show running-config/)
    expect((await json('platforms')).total).toBeGreaterThan(4)
  })

  it('follows the log until it is told to stop', async () => {
    const interrupt = new AbortController()
    await api.stores.logs.append([{ level: 'INFO', category: 'system', message: 'before the tail' }])
    const tailing = netraven('log tail --text tail --json', { signal: interrupt.signal })
    await new Promise((resolve) => setTimeout(resolve, 200))
    await api.stores.logs.append([{ level: 'INFO', category: 'system', message: 'in the tail' }])
    setTimeout(() => interrupt.abort(), 1500)
    const { code, out } = await tailing
    expect(code).toBe(130)
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).message),
    ).toEqual(['before the tail', 'in the tail'])
  })
})
