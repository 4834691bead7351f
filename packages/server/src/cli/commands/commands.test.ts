import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD, system } from '../../api/testing/open-test-api.ts'
import { endRun, seedRun, seedSnapshot, succeeded } from '../../api/testing/seed.ts'
import { openTestTerminal, type TerminalOptions, type TestTerminal } from '../testing/terminal.ts'

let terminal: TestTerminal
beforeAll(async () => (terminal = await openTestTerminal()))
afterAll(() => terminal[Symbol.asyncDispose]())

describe('devices', () => {
  it('are added, listed in columns, shown and removed', async () => {
    const id = await terminal.addDevice('cli-1')
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    const list = (await terminal.run('device list --text cli-1')).out.split('\n')
    expect(list[0]).toMatch(/^HOSTNAME {2,}ADDRESS {2,}PLATFORM/)
    expect(list[1]).toMatch(/^cli-1 {2,}192\.0\.2\.1:22 {2,}frr {2,}lab {2,}enabled {2,}–$/)
    expect((await terminal.json('device list --text cli-1')).items[0]).toMatchObject({ id, hostname: 'cli-1' })
    expect((await terminal.run(`device show ${id}`)).out).toMatch(/Platform: +frr\n/)
    expect((await terminal.run('device add cli-1 --address 192.0.2.1 --platform frr')).code).toBe(1)
    expect((await terminal.run('device rm cli-1')).err).toContain('removed cli-1')
    expect((await terminal.run('device show cli-1')).code).toBe(3)
  })

  it('are imported from a file or standard input, and exported', async () => {
    const file = join(terminal.folder, 'devices.csv')
    await writeFile(file, 'hostname,address,platform\nimport-1,192.0.2.5,frr\nbad name,192.0.2.6,frr\n')
    expect((await terminal.run(`device import ${file} --preview`)).err).toContain('1 would be created, 1 refused')
    const { code, out, err } = await terminal.run(`device import ${file}`)
    expect([code, err]).toEqual([5, '1 created, 1 refused\n'])
    expect(out).toMatch(/2 {2}bad name {2}refused {2}hostname: .*Try "bad-name"/)
    const stdin = JSON.stringify([{ hostname: 'import-2', address: '192.0.2.7', platform: 'frr' }])
    expect((await terminal.run('device import - --json', { stdin })).code).toBe(0)
    expect((await terminal.run('device import -', { stdin: '[oops' })).code).toBe(1)
    expect((await terminal.run('device import /nonexistent.csv')).err).toContain('cannot be read')
    expect((await terminal.run('device export')).out).toContain('import-2,,192.0.2.7,22,ssh,frr')
  })

  it('show their host keys', async () => {
    const id = await terminal.addDevice('keyed')
    expect((await terminal.run('device keys keyed')).err).toContain('never visited')
    const fingerprint = `SHA256:${'b'.repeat(43)}`
    const key = {
      deviceId: id,
      endpoint: '[192.0.2.1]:22',
      algorithm: 'ssh-ed25519',
      publicKey: 'AAAA',
      fingerprint,
      runId: null,
    }
    await terminal.api.stores.hostKeys.offer(system, key)
    expect((await terminal.run('device keys keyed')).out).toContain('offered')
    expect((await terminal.run(`device accept-key keyed ${fingerprint}`)).code).toBe(0)
    expect((await terminal.run('device keys keyed')).out).toContain('pinned')
  })
})

describe('credentials and users', () => {
  it('take secrets from the environment, a file or standard input, never from the arguments', async () => {
    const file = join(terminal.folder, 'password')
    await writeFile(file, 'canary in a file\n')
    const add = (name: string, more: string, options?: TerminalOptions) =>
      terminal.run(`credential add ${name} --username u ${more}`.trim(), options)
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
    expect(await add('c5', '--password-stdin', { stdin: 'two\nlines\n' })).toMatchObject({ code: 2, out: '' })
    expect(await add('c5', '--no-input')).toMatchObject({
      code: 2,
      err: expect.stringContaining('NETRAVEN_CREDENTIAL_PASSWORD'),
    })
    const { out } = await terminal.run('credential list')
    expect(out).toMatch(/c1 {2,}u {2,}– {2,}100 {2,}no {2,}yes/)
    expect(out).not.toContain('canary')
    expect((await terminal.run('credential rm c1')).code).toBe(0)
  })

  it('add users', async () => {
    expect(
      (
        await terminal.run('user add bob --role viewer', {
          environment: { NETRAVEN_USER_PASSWORD: 'quite long enough' },
        })
      ).code,
    ).toBe(0)
    expect(
      (await terminal.run('user add eve --role boss', { environment: { NETRAVEN_USER_PASSWORD: 'quite long enough' } }))
        .code,
    ).toBe(2)
    expect((await terminal.run('user list')).out).toMatch(/bob {2,}viewer {2,}enabled/)
  })
})

describe('jobs and runs', () => {
  it('keep jobs with a schedule', async () => {
    await terminal.addDevice('jobbed')
    expect((await terminal.run('job add by-hand --device jobbed --max-parallel 2')).code).toBe(0)
    expect((await terminal.run('job add often --all --every 6h --disabled')).code).toBe(0)
    expect(
      (
        await terminal.run([
          'job',
          'add',
          'nightly',
          '--tag',
          'lab',
          '--cron',
          '0 2 * * *',
          '--time-zone',
          'Europe/Berlin',
        ])
      ).code,
    ).toBe(0)
    expect((await terminal.run('job add odd --time-zone UTC')).code).toBe(2)
    const { out } = await terminal.run('job list')
    expect(out).toMatch(/by-hand {2,}by hand {2,}1 named {2,}yes/)
    expect(out).toMatch(/often {2,}every 6h {2,}all {2,}no/)
    expect(out).toMatch(/nightly {2,}0 2 \* \* \* Europe\/Berlin {2,}tag lab {2,}yes {2,}20/)
    expect((await terminal.run('job show nightly')).out).toContain('Owner:')
    expect((await terminal.run('job rm often')).code).toBe(0)
  })

  it('print the id of a run that nobody waits for', async () => {
    const { code, out, err } = await terminal.run('job run by-hand --detach')
    expect(err).toContain(`nobody is here to work it off: "netraven serve" or "netraven run watch ${out.trim()}" does`)
    expect([code, out]).toEqual([0, expect.stringMatching(/^[0-9a-f-]{36}\n$/)])
    expect(terminal.opened.at(-1)).toMatchObject({ work: false })
    expect((await terminal.run('run list --job by-hand')).out).toContain(out.trim())
    expect((await terminal.run('run show by-hand')).out, 'the newest of a job').toContain(out.trim())
    expect((await terminal.run(`run cancel ${out.trim()}`)).code).toBe(0)
  })

  it('follow a run to its end, a line for each device, and exit 5 when some failed', async () => {
    const devices = [
      { id: await terminal.addDevice('watch-1'), hostname: 'watch-1' },
      { id: await terminal.addDevice('watch-2'), hostname: 'watch-2' },
    ]
    const run = await seedRun(terminal.api.stores, devices)
    await endRun(terminal.api.stores, run.id, (hostname) =>
      hostname === 'watch-1'
        ? succeeded
        : { ...succeeded, status: 'FAILED', outcome: null, errorCode: 'auth', errorMessage: 'password refused' },
    )
    const { code, out, err } = await terminal.run(`run watch ${run.id}`)
    expect(code).toBe(5)
    expect(err, 'what to try next').toBe('auth: check user name and password\n')
    expect(out).toMatch(/watch-1 {2,}SUCCEEDED {2,}unchanged/)
    expect(out).toMatch(/watch-2 {2,}FAILED {2,}auth: password refused/)
    expect(out.trim().split('\n').at(-1)).toMatch(/COMPLETED_WITH_FAILURES {2}1 of 2 succeeded, 1 failed$/)
    const lines = (await terminal.run(`run watch ${run.id} --json`)).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.at(-1).metadata.type).toBe('run.completed')
    expect((await terminal.json(`run show ${run.id}`)).targets).toHaveLength(2)
    expect((await terminal.run(`run show ${run.id}`)).out).toMatch(
      /watch-2 {2,}FAILED {2,}auth {2,}1 {2,}password refused/,
    )
  })

  it('back named devices up, waiting for the end', async () => {
    await terminal.addDevice('now-1')
    const following = terminal.run('device backup now-1')
    await expect.poll(() => terminal.opened.at(-1)).toMatchObject({ work: true })
    const run = await expect
      .poll(
        async () =>
          (
            await terminal.api.stores.runs.list(
              { kind: 'system', id: null, name: 'test', role: 'admin', tags: 'all' },
              {},
              { page: 1, size: 1 },
            )
          ).items[0]?.jobName,
      )
      .toBe('backup of now-1')
      .then(async () => (await terminal.json('run list --limit 1')).items[0])
    await terminal.api.stores.runs.startPlanning(run.id)
    await terminal.api.stores.targets.add(run.id, [{ id: run.device_ids[0], hostname: 'now-1' }])
    await terminal.api.stores.runs.markPlanned(run.id, 1)
    await endRun(terminal.api.stores, run.id, () => succeeded)
    await terminal.api.db.notify('netraven_events', JSON.stringify({ type: 'run.completed', runId: run.id }))
    expect(await following).toMatchObject({
      code: 0,
      err: expect.stringContaining(run.id),
      out: expect.stringContaining('COMPLETED'),
    })
  })

  it('end with 130 when they are interrupted', async () => {
    const run = await seedRun(terminal.api.stores, [{ id: await terminal.addDevice('slow-1'), hostname: 'slow-1' }])
    const interrupt = new AbortController()
    const environment = { ...terminal.environment, NETRAVEN_SERVER: terminal.url }
    const watching = terminal.run(`run watch ${run.id}`, { environment, signal: interrupt.signal })
    setTimeout(() => interrupt.abort(), 300)
    expect((await watching).code).toBe(130)
  })
})

describe('snapshots', () => {
  it('are listed, printed, compared and revealed', async () => {
    const device = { id: await terminal.addDevice('snap-1'), hostname: 'snap-1' }
    expect(await terminal.run('snapshot show snap-1')).toMatchObject({
      code: 3,
      err: expect.stringContaining('device backup snap-1'),
    })
    const first = await seedSnapshot(terminal.api.stores, device, 'hostname snap-1\na\n')
    const second = await seedSnapshot(terminal.api.stores, device, 'hostname snap-1\nb\n', first.id)
    expect((await terminal.run('snapshot list --device snap-1')).out).toMatch(/snap-1 {2,}running-config/)
    expect((await terminal.run('snapshot show snap-1')).out).toBe('hostname snap-1\nb\n')
    expect(await terminal.json(`snapshot show ${first.id}`)).toMatchObject({
      id: first.id,
      text: 'hostname snap-1\na\n',
    })
    expect(await terminal.run('snapshot diff snap-1 --exit-code')).toMatchObject({
      code: 6,
      out: expect.stringContaining('-a\n+b'),
    })
    expect((await terminal.run(`snapshot diff ${second.id} --against ${second.id} --exit-code`)).code).toBe(0)
    expect((await terminal.json('snapshot diff snap-1')).added).toBe(1)
    const raw = (password: string) =>
      terminal.run('snapshot raw snap-1 --user admin --reason replaced', {
        environment: { NETRAVEN_ADMIN_PASSWORD: password },
      })
    expect(await raw(PASSWORD)).toMatchObject({ code: 0, out: 'raw hostname snap-1\nb\n' })
    expect(await raw('wrong')).toMatchObject({ code: 4, out: '' })
  })
})

describe('the rest', () => {
  it('shows and sets the configuration', async () => {
    expect((await terminal.run('config show --sources')).out).toMatch(/job\.max_parallel {2,}5 {2,}– {2,}default/)
    expect((await terminal.run('settings set job.max_parallel 8')).out).toBe('8\n')
    expect((await terminal.run('settings get job.max_parallel')).out).toBe('8\n')
    expect((await terminal.run('settings set job.max_parallel many')).code).toBe(1)
    expect((await terminal.run('settings unset job.max_parallel')).out).toBe('5\n')
  })

  it('verifies and rebuilds', async () => {
    expect(await terminal.run('archive verify')).toMatchObject({ code: 0, out: 'ok: 3 commits\n' })
    expect((await terminal.run('archive rebuild --layout by-host')).out).toContain('3 commits')
    expect(await terminal.run('verify')).toMatchObject({
      code: 1,
      out: expect.stringContaining('does not hash to its name'),
    })
  })

  it('shows who did what, and as whom commands at home act', async () => {
    expect((await terminal.run('audit list --limit 100')).out).toMatch(/local:olive {2,}device\.create/)
    expect((await terminal.run('quarantine list')).err).toContain('Nothing')
    expect((await terminal.json('platforms')).total).toBeGreaterThan(4)
  })

  it('follows the log until it is told to stop', async () => {
    const interrupt = new AbortController()
    await terminal.api.stores.logs.append([{ level: 'INFO', category: 'system', message: 'before the tail' }])
    const tailing = terminal.run('log tail --text tail --json', { signal: interrupt.signal })
    await new Promise((resolve) => setTimeout(resolve, 200))
    await terminal.api.stores.logs.append([{ level: 'INFO', category: 'system', message: 'in the tail' }])
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

describe('platforms', () => {
  it('are listed with what shows that they are read right, all of them or those with a word in their names', async () => {
    const { out } = await terminal.run('platforms ios xe')
    expect(out).toMatch(/^ID +TITLE +TIER +TRANSPORTS +COMMAND +WHOLE WHEN +PROVEN BY\ncisco_xe +Cisco IOS XE +1 /)
    const { items, total } = await terminal.json('platforms')
    expect(total).toBeGreaterThanOrEqual(200)
    expect(items.find(({ id }: { id: string }) => id === 'cisco_ios')).toMatchObject({
      equals: ['cisco_xe'],
      recordings: expect.arrayContaining(['ios#C9200L-24P-4G_17.09.04a']),
      proven: expect.stringContaining('recorded session'),
    })
    expect((await terminal.run('platforms nonsense')).err).toContain('no platform is called nonsense')
  })

  it('that are misspelt bring up similar ones, not all of them', async () => {
    const { err } = await terminal.run('device add x --address 192.0.2.9 --platform cisco_iso')
    expect(err).toContain('cisco_ios')
    expect(err.length).toBeLessThan(400)
  })
})
