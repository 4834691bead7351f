import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Call, openTestApi, system, sw1, type TestApi } from '../testing/open-test-api.ts'
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
