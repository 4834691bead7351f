import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Call, openTestApi, PASSWORD, sw1, type TestApi } from '../testing/open-test-api.ts'
import { seedSnapshot } from '../testing/seed.ts'

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
