import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRunWatch } from '../run-watch.ts'
import { type Call, openTestApi, sw1, system, type TestApi } from '../testing/open-test-api.ts'
import { endRun, seedRun, succeeded } from '../testing/seed.ts'

let api: TestApi
let admin: Call
let viewer: Call

beforeAll(async () => {
  api = await openTestApi()
  admin = await api.as('admin')
  viewer = await api.as('viewer')
})
afterAll(() => api[Symbol.asyncDispose]())

const newDevice = async (hostname: string) => (await admin('POST', '/devices', { ...sw1, hostname })).body

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

describe('a preview', () => {
  it('does not reach beyond the years that a date can be written in', async () => {
    const far = { schedule: { kind: 'interval', every_s: 31_536_000 }, count: 100, after: '9999-12-31T23:59:59Z' }
    expect((await admin('POST', '/jobs/preview', far)).status).toBe(400)
  })
})

describe('a job for all devices', () => {
  it('is made and changed by those who see all devices', async () => {
    const operator = await api.as('operator')
    expect((await operator('POST', '/jobs', { name: 'all-mine', all_devices: true })).status).toBe(403)
    const { id } = (await operator('POST', '/jobs', { name: 'all-mine' })).body
    expect((await operator('PATCH', `/jobs/${id}`, { all_devices: true })).status).toBe(403)
    expect((await admin('PATCH', `/jobs/${id}`, { all_devices: true })).status).toBe(200)
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
    expect(targets).toHaveLength(2)
    expect(targets).toEqual(
      expect.arrayContaining([
        ['sse-1', 'SUCCEEDED'],
        ['sse-2', 'FAILED'],
      ]),
    )
    expect(new Set(text.match(/^id: .*$/gm)).size).toBe(events.length)
    expect((await admin('GET', `/runs/${run.id}/targets?size=1`)).body).toMatchObject({
      total: 2,
      items: [{ run_id: run.id }],
    })
    expect((await viewer('GET', `/runs/${run.id}/events`)).status).toBe(404)
  })

  it('are followed by so many at once and no more', async () => {
    const run = await seedRun(api.stores, [await newDevice('crowded')])
    const watch = createRunWatch(api.parts)
    const end = new AbortController()
    const follow = () => watch.follow(system, async () => system, run.id, end.signal)
    const followers = Array.from({ length: 20 }, follow)
    for (const follower of followers) expect((await follower.next()).value).toMatchObject({ type: 'run.started' })
    expect(follow).toThrow('Too many runs are followed')
    await followers[0]?.return(undefined)
    expect((await follow().next()).value).toMatchObject({ type: 'run.started' })
    end.abort()
    await watch.close()
  })

  it('tell nothing more to a follower whose login has ended', async () => {
    const device = await newDevice('secretive')
    const run = await seedRun(api.stores, [device])
    const watch = createRunWatch(api.parts)
    let lives = true
    const now = async () => {
      if (lives) return system
      throw new Error('this login has ended')
    }
    const news = watch.follow(system, now, run.id, new AbortController().signal)
    expect((await news.next()).value).toMatchObject({ type: 'run.started' })
    lives = false
    const next = news.next().catch((error: Error) => error.message)
    await endRun(api.stores, run.id, () => succeeded)
    await api.db.notify('netraven_events', JSON.stringify({ type: 'run.completed', runId: run.id }))
    expect(await next).toBe('this login has ended')
    await watch.close()
  })
})
