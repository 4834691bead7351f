import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Call, openTestApi, PASSWORD, system, type TestApi } from '../testing/open-test-api.ts'
import { endRun, seedRun, seedSnapshot, succeeded } from '../testing/seed.ts'

let api: TestApi
let admin: Call
let viewer: Call

beforeAll(async () => {
  api = await openTestApi()
  admin = await api.as('admin')
  viewer = await api.as('viewer')
})
afterAll(() => api[Symbol.asyncDispose]())

const sw1 = { hostname: 'core-sw1', address: '192.0.2.1', platform: 'cisco_ios', tags: ['core'] }
const newDevice = async (hostname: string) => (await admin('POST', '/devices', { ...sw1, hostname })).body

describe('users and tags', () => {
  it('adds users who can log in, and refuses passwords that everybody tries', async () => {
    const alice = { name: 'alice', password: 'a rather long one', role: 'viewer' }
    const { status, body, text } = await admin('POST', '/users', alice)
    expect([status, body.name, body.role]).toEqual([201, 'alice', 'viewer'])
    expect(text).not.toContain('hash')
    expect((await admin('POST', '/users', alice)).status).toBe(409)
    expect((await admin('POST', '/users', { ...alice, name: 'bob', password: 'password1234' })).status).toBe(400)
    expect((await admin('GET', '/users')).body.items.map((user: { name: string }) => user.name)).toContain('alice')
    expect((await api.anonymous('POST', '/auth/login', { name: 'alice', password: alice.password })).status).toBe(200)
  })

  it('keeps tags', async () => {
    const { status, body, headers } = await admin('POST', '/tags', { name: 'branch' })
    expect([status, headers.location]).toEqual([201, `/api/v1/tags/${body.id}`])
    expect((await admin('PATCH', `/tags/${body.id}`, { name: 'branches' })).body.name).toBe('branches')
    expect((await admin('GET', `/tags/${body.id}`)).body).toMatchObject({ name: 'branches', devices: 0 })
    expect((await viewer('GET', `/tags/${body.id}`)).status).toBe(404)
    expect((await viewer('GET', '/tags')).body.items).toEqual([])
    expect((await admin('DELETE', `/tags/${body.id}`)).status).toBe(204)
    expect((await admin('GET', `/tags/${body.id}`)).status).toBe(404)
  })
})

describe('credentials', () => {
  it('take secrets in and never give them out', async () => {
    const input = {
      name: 'backup',
      username: 'netbackup',
      password: 'canary-password',
      enable_secret: 'canary-enable',
      tags: ['core'],
    }
    const { status, body, text, headers } = await admin('POST', '/credentials', input)
    expect([status, body.has_password, body.has_enable_secret]).toEqual([201, true, true])
    const change = { priority: 5, password: 'canary-second', enable_secret: null }
    const changed = await admin('PATCH', `/credentials/${body.id}`, change, { 'if-match': String(headers.etag) })
    expect(changed.body).toMatchObject({ priority: 5, has_password: true, has_enable_secret: false })
    const stale = await admin('PATCH', `/credentials/${body.id}`, { name: 'x' }, { 'if-match': String(headers.etag) })
    expect(stale.status).toBe(409)
    const all = [
      text,
      changed.text,
      (await admin('GET', '/credentials')).text,
      (await admin('GET', `/credentials/${body.id}`)).text,
    ]
    expect(all.join('')).not.toContain('canary')
    const sealed = await api.stores.credentials.sealed(body.id)
    expect(JSON.stringify(sealed)).not.toContain('canary')
    expect((await admin('DELETE', `/credentials/${body.id}`)).status).toBe(204)
  })
})

describe('devices', () => {
  it('are added with what people leave out filled in, and found again', async () => {
    const { status, body, headers } = await admin('POST', '/devices', sw1)
    expect([status, headers.location]).toEqual([201, `/api/v1/devices/${body.id}`])
    expect(body).toMatchObject({
      port: 22,
      transport: 'ssh',
      algorithms: 'modern',
      enabled: true,
      tags: ['core'],
      version: 1,
    })
    expect((await admin('GET', '/devices/?hostname=CORE-SW1')).body).toMatchObject({
      total: 1,
      items: [{ id: body.id }],
    })
    expect((await admin('GET', '/devices?hostname=nobody')).body).toMatchObject({ total: 0, items: [] })
    expect(
      (await admin('GET', '/devices?text=core&tag=core&platform=cisco_ios&sort=address&order=desc')).body.total,
    ).toBe(1)
    expect((await viewer('GET', '/devices')).body.total).toBe(0)
    const [hidden, unknown] = await Promise.all([
      viewer('GET', `/devices/${body.id}`),
      viewer('GET', '/devices/0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f'),
    ])
    expect(hidden.status).toBe(404)
    expect({ ...hidden.body.error, correlation_id: '' }).toEqual({ ...unknown.body.error, correlation_id: '' })
  })

  it.each([
    [{ ...sw1, hostname: '../etc' }, 'hostname'],
    [{ ...sw1, hostname: 'core sw' }, 'Try \\"core-sw\\"'],
    [{ ...sw1, hostname: 'x', platform: 'windows_nt' }, 'There is no platform'],
    [{ ...sw1, hostname: 'x', port: 70_000 }, 'port'],
    [{ ...sw1, hostname: 'x', address: '-oProxyCommand=x' }, 'address'],
    [{ ...sw1, hostname: 'x', surprise: 1 }, 'Unrecognized key'],
    [{ hostname: 'x' }, 'address'],
    [['not an object'], 'expected object'],
  ])('refuses %j with a reason', async (input, reason) => {
    const { status, text, body } = await admin('POST', '/devices', input)
    expect([status, body.error.code]).toEqual([400, 'invalid'])
    expect(text).toContain(reason)
  })

  it('offers a hostname that would do', async () => {
    const { body } = await admin('POST', '/devices', { ...sw1, hostname: 'core sw 7' })
    expect(body.error.details.fields).toEqual([expect.objectContaining({ field: 'hostname', suggested: 'core-sw-7' })])
  })

  it('refuses a name that differs in case only', async () => {
    await newDevice('Edge-R1')
    expect((await admin('POST', '/devices', { ...sw1, hostname: 'edge-r1' })).status).toBe(409)
  })

  it('change by the version that was seen, and a rename of a published device is a commit of its own', async () => {
    const device = await newDevice('old-name')
    await seedSnapshot(api.stores, device, 'hostname old-name\n')
    const change = (body: object, version: number) =>
      admin('PATCH', `/devices/${device.id}`, body, { 'if-match': `"${version}"` })
    expect((await change({ hostname: 'new-name', title: 'The new one' }, 1)).body).toMatchObject({
      hostname: 'new-name',
      version: 2,
    })
    expect((await change({ hostname: 'third-name' }, 1)).status).toBe(409)
    expect((await admin('PATCH', `/devices/${device.id}`, {}, { 'if-match': 'three' })).status).toBe(400)
    expect((await admin('DELETE', `/devices/${device.id}`)).status).toBe(204)
    await api.stores.publications.number(10)
    const rows = await api.stores.publications.pending(10)
    expect(
      rows.map(({ kind, hostname, oldHostname, authorName }) => ({ kind, hostname, oldHostname, authorName })),
    ).toEqual([
      { kind: 'rename', hostname: 'new-name', oldHostname: 'old-name', authorName: 'admin' },
      { kind: 'remove', hostname: 'new-name', oldHostname: null, authorName: 'admin' },
    ])
  })

  it('leave no commit behind when nothing of them was published', async () => {
    const device = await newDevice('never-seen')
    await admin('PATCH', `/devices/${device.id}`, { hostname: 'still-never-seen' })
    await admin('DELETE', `/devices/${device.id}`)
    await api.stores.publications.number(10)
    const names = (await api.stores.publications.pending(10)).map(({ hostname }) => hostname)
    expect(names.filter((name) => name.includes('never-seen'))).toEqual([])
  })

  it('show their host keys, and an administrator accepts a new one', async () => {
    const device = await newDevice('keyed')
    const key = (letter: string) => ({
      deviceId: device.id,
      endpoint: '[192.0.2.1]:22',
      algorithm: 'ssh-ed25519',
      publicKey: 'AAAA',
      fingerprint: `SHA256:${letter.repeat(43)}`,
      runId: null,
    })
    await api.stores.hostKeys.pinFirst(system, key('a'))
    await api.stores.hostKeys.offer(system, key('b'))
    await api.stores.devices.hold(system, device.id, 'another key')
    const states = async () =>
      (await admin('GET', `/devices/${device.id}/host-keys`)).body.items
        .map((one: { state: string }) => one.state)
        .toSorted()
    expect(await states()).toEqual(['offered', 'pinned'])
    expect((await admin('POST', `/devices/${device.id}/host-keys/accept`, { fingerprint: 'MD5:1' })).status).toBe(400)
    const accepted = await admin('POST', `/devices/${device.id}/host-keys/accept`, {
      fingerprint: key('b').fingerprint,
    })
    expect(accepted.body.items).toEqual([
      expect.objectContaining({ state: 'pinned', fingerprint: key('b').fingerprint }),
    ])
    expect((await admin('GET', `/devices/${device.id}`)).body.held_reason).toBeNull()
  })
})

describe('import and export', () => {
  const csv = [
    'hostname,address,platform,port,tags,enabled,title',
    'imp-1,192.0.2.11,frr,2222,lab;core,yes,',
    'bad name!,192.0.2.12,frr,,,,Old Name',
    'imp-3,192.0.2.13,windows,,,,',
    'IMP-1,192.0.2.14,frr,,,,',
    'imp-5,192.0.2.15,frr,99999,,maybe,',
  ].join('\n')

  it('previews without writing, then adds the good rows and gives the bad ones back', async () => {
    const preview = await admin('POST', '/devices/import', { csv, preview: true })
    expect(preview.body).toMatchObject({ preview: true, created: 0, valid: 1, refused: 4 })
    const { body } = await admin('POST', '/devices/import', { csv })
    expect(body).toMatchObject({ created: 1, refused: 4 })
    expect(body.rows[0]).toMatchObject({ row: 1, status: 'created', hostname: 'imp-1' })
    expect(body.rows[1]).toMatchObject({
      suggested: { hostname: 'bad-name', title: 'Old Name' },
      given: { hostname: 'bad name!', address: '192.0.2.12' },
    })
    expect(body.rows[2].faults[0]).toMatchObject({ field: 'platform' })
    expect(body.rows[3].faults[0]).toMatchObject({ field: 'hostname' })
    expect(body.rows[4].faults.map((fault: { field: string }) => fault.field)).toEqual(['port', 'enabled'])
    expect((await admin('GET', '/devices?hostname=imp-1')).body.items[0]).toMatchObject({
      port: 2222,
      tags: ['core', 'lab'],
    })
    const again = await admin('POST', '/devices/import', { csv })
    expect(again.body).toMatchObject({ created: 0, refused: 5 })
  })

  it('takes JSON too, and either of both', async () => {
    const devices = [{ hostname: 'json-1', address: '192.0.2.31', platform: 'linux', tags: ['lab'] }]
    expect((await admin('POST', '/devices/import', { devices })).body).toMatchObject({ created: 1 })
    expect((await admin('POST', '/devices/import', { devices, csv })).status).toBe(400)
    expect((await admin('POST', '/devices/import', {})).status).toBe(400)
    expect((await admin('POST', '/devices/import', { csv: 'a,"b\n1' })).body.error.message).toContain('not a CSV')
  })

  it('exports what an import takes back, with no cell that a spreadsheet would run', async () => {
    for (const [index, title] of ['=1+1', '+1', '-1', '@x', "'quoted"].entries()) {
      await admin('POST', '/devices', { ...sw1, hostname: `formula-${index}`, title })
    }
    const { text, headers } = await admin('GET', '/devices/export')
    expect(headers['content-disposition']).toContain('attachment')
    expect(headers['content-type']).toContain('text/csv')
    for (const line of text.split('\n'))
      for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+@\t\r]|^"?-\d/)
    await using fresh = await openTestApi()
    const result = await fresh.atHome('POST', '/devices/import', { csv: text })
    expect(result.body.refused).toBe(0)
    expect((await fresh.atHome('GET', '/devices?hostname=formula-0')).body.items[0].title).toBe('=1+1')
  })
})

describe('jobs', () => {
  it('are kept with a schedule and fire when it says', async () => {
    const cron = { kind: 'cron', expression: '0 2 * * *', time_zone: 'Europe/Berlin' }
    const { status, body, headers } = await admin('POST', '/jobs', {
      name: 'nightly',
      all_devices: true,
      schedule: cron,
    })
    expect([status, body.type, body.owner_name]).toEqual([201, 'backup', 'admin'])
    expect(new Date(body.next_fire_at).getTime()).toBeGreaterThan(Date.now())
    expect((await admin('GET', '/jobs?name=nightly')).body.items).toHaveLength(1)
    expect((await admin('GET', '/jobs')).body.total).toBe(1)
    const off = await admin('PATCH', `/jobs/${body.id}`, { enabled: false }, { 'if-match': String(headers.etag) })
    expect(off.body).toMatchObject({ enabled: false, next_fire_at: null, schedule: cron })
    expect((await admin('GET', `/jobs/${body.id}`)).body.version).toBe(2)
    expect((await admin('DELETE', `/jobs/${body.id}`)).status).toBe(204)
  })

  it.each([
    [{ kind: 'cron', expression: 'every day' }, 'cannot be'],
    [{ kind: 'cron', expression: '0 0 30 2 *' }, 'never fires'],
    [{ kind: 'cron', expression: '0 2 * * *', time_zone: 'Mars/Base' }, 'time zone'],
    [{ kind: 'interval', every_s: 1 }, 'every_s'],
    [{ kind: 'sometimes' }, 'schedule'],
  ])('refuses the schedule %j', async (schedule, reason) => {
    const { status, body } = await admin('POST', '/jobs', { name: 'odd', schedule })
    expect([status, body.error.code]).toEqual([400, 'invalid'])
    expect(body.error.message).toContain(reason)
  })

  it('refuse devices and tags that are not there', async () => {
    const missing = '0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f'
    expect((await admin('POST', '/jobs', { name: 'odd', device_ids: [missing] })).body.error.details).toEqual({
      device_ids: [missing],
    })
    expect((await admin('POST', '/jobs', { name: 'odd', tags: ['no-such-tag'] })).status).toBe(400)
  })

  it('preview their fires in local time, with a remark where the clock is changed', async () => {
    const schedule = { kind: 'cron', expression: '30 2 * * *', time_zone: 'Europe/Berlin' }
    const { body } = await admin('POST', '/jobs/preview', { schedule, count: 3, after: '2027-03-26T12:00:00Z' })
    expect(body.fires.map((fire: { local: string }) => fire.local)).toEqual([
      '2027-03-27 02:30:00 GMT+01:00',
      '2027-03-28 03:00:00 GMT+02:00',
      '2027-03-29 02:30:00 GMT+02:00',
    ])
    expect(body.fires.map((fire: { remark: string | null }) => fire.remark !== null)).toEqual([false, true, false])
    expect((await admin('POST', '/jobs/preview', { schedule: { kind: 'manual' } })).status).toBe(400)
    expect(
      (await admin('POST', '/jobs/preview', { schedule: { kind: 'interval', every_s: 60 } })).body.fires,
    ).toHaveLength(5)
  })
})

describe('runs', () => {
  it('start by job, by device and by list, each with a ticket and an address to follow', async () => {
    const device = await newDevice('run-me')
    const job = (await admin('POST', '/jobs', { name: 'by-hand', device_ids: [device.id] })).body
    const started = [
      await admin('POST', `/jobs/${job.id}/runs`, undefined, { 'x-correlation-id': 'ticket-42' }),
      await admin('POST', `/devices/${device.id}/backup`),
      await admin('POST', '/runs', { device_ids: [device.id] }),
    ]
    expect(started.map(({ status }) => status)).toEqual([202, 202, 202])
    for (const { body, headers } of started) expect(headers.location).toBe(`/api/v1/runs/${body.id}`)
    expect(api.ticketed).toEqual(expect.arrayContaining(started.map(({ body }) => body.id)))
    expect(started[0]?.body).toMatchObject({
      job_name: 'by-hand',
      correlation_id: 'ticket-42',
      requested_by: 'admin',
      status: 'QUEUED',
    })
    expect(started[1]?.body).toMatchObject({ job_name: 'backup of run-me', device_ids: [device.id] })
    expect((await admin('GET', `/runs?job_id=${job.id}&status=QUEUED&size=1`)).body.total).toBe(1)
    const cancelled = await admin('POST', `/runs/${started[0]?.body.id}/cancel`)
    expect([cancelled.status, cancelled.body.cancel_requested]).toEqual([202, true])
  })

  it('refuse a device that is switched off', async () => {
    const device = await newDevice('asleep')
    await admin('PATCH', `/devices/${device.id}`, { enabled: false })
    expect((await admin('POST', `/devices/${device.id}/backup`)).status).toBe(404)
    expect((await admin('POST', '/runs', { device_ids: [] })).status).toBe(400)
  })

  it('tell each device that ends and the end, as server-sent events', async () => {
    const devices = [await newDevice('sse-1'), await newDevice('sse-2')]
    const run = await seedRun(api.stores, devices)
    const following = admin('GET', `/runs/${run.id}/events`)
    await endRun(api.stores, run.id, (hostname) =>
      hostname === 'sse-1'
        ? succeeded
        : { ...succeeded, status: 'FAILED', outcome: null, errorCode: 'auth', errorMessage: 'refused' },
    )
    await api.db.notify('netraven_events', JSON.stringify({ type: 'run.completed', runId: run.id }))
    const { text, headers } = await following
    expect(headers['content-type']).toContain('text/event-stream')
    const events = text
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice(6)))
    expect(events.at(-1)).toMatchObject({
      metadata: { type: 'run.completed', correlation_id: run.id },
      payload: { run: { status: 'COMPLETED_WITH_FAILURES' } },
    })
    const targets = events.flatMap(({ payload }) =>
      payload.target ? [[payload.target.hostname, payload.target.status]] : [],
    )
    expect(targets.toSorted()).toEqual([
      ['sse-1', 'SUCCEEDED'],
      ['sse-2', 'FAILED'],
    ])
    expect(new Set(text.match(/^id: .*$/gm)).size).toBe(events.length)
    expect((await admin('GET', `/runs/${run.id}/targets?size=1`)).body).toMatchObject({
      total: 2,
      items: [{ run_id: run.id }],
    })
    expect((await viewer('GET', `/runs/${run.id}/events`)).status).toBe(404)
  })
})

describe('snapshots', () => {
  it('give their text as a file, their difference, and their original only for a password and a reason', async () => {
    const device = await newDevice('shown')
    const first = await seedSnapshot(api.stores, device, 'hostname shown\nsnmp <secret:snmp:1>\n')
    const second = await seedSnapshot(api.stores, device, 'hostname shown\nsnmp <secret:snmp:2>\n', first.id)
    expect((await admin('GET', `/snapshots?device_id=${device.id}&limit=1`)).body).toMatchObject({
      items: [{ id: second.id }],
    })
    expect((await admin('GET', `/snapshots/${second.id}`)).body).toMatchObject({
      hostname: 'shown',
      previous_id: first.id,
      commit_id: null,
    })
    const content = await admin('GET', `/snapshots/${second.id}/content`)
    expect(content.text).toBe('hostname shown\nsnmp <secret:snmp:2>\n')
    expect(content.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-disposition': 'attachment; filename="shown-running-config.txt"',
    })
    const diff = (await admin('GET', `/snapshots/${second.id}/diff`)).body
    expect(diff).toMatchObject({ added: 1, removed: 1, from: { id: first.id } })
    expect(diff.unified).toContain('-snmp <secret:snmp:1>\n+snmp <secret:snmp:2>')
    expect((await admin('GET', `/snapshots/${first.id}/diff`)).body).toMatchObject({ added: 2, from: null })
    expect((await admin('GET', `/snapshots/${second.id}/diff?against=${second.id}`)).body).toMatchObject({
      added: 0,
      unified: '',
    })

    const raw = (body: object, call = admin) => call('POST', `/snapshots/${second.id}/raw`, body)
    expect((await raw({ reason: 'replacement', password: 'wrong' })).status).toBe(403)
    expect((await raw({ reason: '', password: PASSWORD })).status).toBe(400)
    expect((await raw({ reason: 'replacement', password: PASSWORD }, api.atHome)).status).toBe(400)
    expect((await raw({ reason: 'replacement', password: 'wrong', name: 'admin' }, api.atHome)).status).toBe(403)
    expect((await raw({ reason: 'replacement', password: PASSWORD, name: 'viewer' }, api.atHome)).status).toBe(403)
    expect((await raw({ reason: 'replacement', password: PASSWORD, name: 'admin' }, api.atHome)).status).toBe(200)
    const shown = await raw({ reason: 'replacement', password: PASSWORD })
    expect([shown.status, shown.text]).toEqual([200, 'raw hostname shown\nsnmp <secret:snmp:2>\n'])
    const audits = (await admin('GET', '/audit?limit=20')).body.items
    expect(audits).toContainEqual(
      expect.objectContaining({
        actor: 'admin',
        action: 'snapshot.reveal',
        object_id: second.id,
        details: expect.objectContaining({ reason: 'replacement' }),
      }),
    )
    expect(audits).toContainEqual(expect.objectContaining({ actor: 'local:olive', action: 'snapshot.reveal_refused' }))
  })
})

describe('what happened', () => {
  it('is listed by filter and followed from an entry on', async () => {
    const entry = (message: string, level: 'INFO' | 'ERROR') => ({ level, category: 'execution' as const, message })
    await api.stores.logs.append([entry('first words', 'INFO'), entry('second words', 'ERROR')])
    const { items } = (await admin('GET', '/logs?level=ERROR&category=execution&text=words')).body
    expect(items.map((one: { message: string }) => one.message)).toEqual(['second words'])
    await api.stores.logs.append([entry('third words', 'INFO')])
    const tail = (await admin('GET', `/logs/tail?since=${items[0].id}&text=words`)).body.items
    expect(tail.map((one: { message: string }) => one.message)).toEqual(['third words'])
    const page = (await admin('GET', '/logs?limit=1&text=words')).body
    expect(
      (await admin('GET', `/logs?limit=1&text=words&after=${encodeURIComponent(page.next)}`)).body.items[0].message,
    ).toBe('second words')
    expect((await admin('GET', '/quarantine')).body).toEqual({ items: [] })
  })
})

describe('the system', () => {
  it('shows and sets its configuration', async () => {
    expect((await admin('GET', '/settings')).body.items[0]).toMatchObject({
      key: 'job.max_parallel',
      value: 5,
      source: 'default',
    })
    expect((await admin('PUT', '/settings/job.max_parallel', { value: 9 })).body).toMatchObject({
      value: 9,
      source: 'database',
    })
    expect((await admin('PUT', '/settings/job.max_parallel', { value: { deep: 1 } })).status).toBe(400)
    expect((await admin('PUT', '/settings/job.max', { value: 9 })).body.error.message).toContain('do you mean')
    expect((await admin('DELETE', '/settings/job.max_parallel')).body).toMatchObject({ value: 5, source: 'default' })
  })

  it('says how it is, and tells strangers no more than that it lives', async () => {
    expect((await admin('GET', '/system/health')).body).toMatchObject({
      status: expect.any(String),
      database: { engine: 'pglite', ok: true },
    })
    for (const path of ['/livez', '/readyz', '/api/v1/livez', '/api/v1/readyz']) {
      expect([path, (await api.anonymous('GET', path)).body]).toEqual([path, { status: 'ok' }])
    }
    expect((await viewer('GET', '/platforms')).body.items).toContainEqual(
      expect.objectContaining({ id: 'cisco_ios', title: 'Cisco IOS' }),
    )
  })

  it('verifies and rebuilds the archive', async () => {
    expect((await admin('POST', '/archive/verify', {})).body).toMatchObject({ ok: true })
    expect((await admin('POST', '/archive/rebuild', { layout: 'sharded' })).body).toMatchObject({ same_ids: true })
    expect((await admin('POST', '/archive/rebuild', { layout: 'flat' })).status).toBe(400)
    expect((await admin('POST', '/system/verify')).body.faults).toHaveLength(1)
  })
})
