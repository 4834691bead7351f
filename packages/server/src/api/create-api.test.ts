import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from './create-api.ts'
import { testEngines } from '../db/testing/open-test-database.ts'
import { type Call, openTestApi, type TestApi } from './testing/open-test-api.ts'

let api: TestApi
let admin: Call

beforeAll(async () => {
  api = await openTestApi()
  admin = await api.as('admin')
})
afterAll(() => api[Symbol.asyncDispose]())

const device = (hostname: string) => ({ hostname, address: '192.0.2.1', platform: 'frr' })

describe('every answer', () => {
  it('carries the caller’s correlation id, or a new one when that is no plain word', async () => {
    const given = await admin('GET', '/nothing', undefined, { 'x-correlation-id': 'change-4711' })
    expect([given.headers['x-correlation-id'], given.body.error.correlation_id]).toEqual(['change-4711', 'change-4711'])
    const forged = await admin('GET', '/nothing', undefined, { 'x-correlation-id': 'a b\\u0000' })
    expect(forged.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('lets audit rows and runs carry the same correlation id', async () => {
    await admin('POST', '/tags', { name: 'correlated' }, { 'x-correlation-id': 'with-tag' })
    const [newest] = (await admin('GET', '/audit?limit=1')).body.items
    expect(newest).toMatchObject({ action: 'tag.create', correlation_id: 'with-tag' })
  })

  it('comes with headers that keep it from becoming a page', async () => {
    const { headers } = await api.anonymous('GET', '/livez')
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none';require-trusted-types-for 'script'",
    )
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    })
  })

  it('hides what went wrong inside, and logs it', async () => {
    const broken = {
      ...api.parts,
      archive: { ...api.parts.archive, verify: () => Promise.reject(new Error('disk /secret/path is full')) },
    }
    const home = await createApi(broken, { kind: 'local', osUser: 'olive' })
    const answer = await home.inject({ method: 'POST', url: '/api/v1/archive/verify' })
    await home.close()
    expect([answer.statusCode, answer.json().error.code]).toEqual([500, 'internal'])
    expect(answer.body).not.toContain('secret')
    expect(api.logged.at(-1)).toContain('disk /secret/path is full')
  })

  it('is 503 while the database is away', async () => {
    const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    const broken = { ...api.parts, db: { ...api.db, now: () => Promise.reject(away) } }
    const home = await createApi(broken, { kind: 'local', osUser: 'olive' })
    const statuses = [await home.inject('/readyz'), await home.inject('/api/v1/system/health')].map(
      (answer) => answer.statusCode,
    )
    await home.close()
    expect(statuses).toEqual([503, 503])
  })
})

describe('bad input', () => {
  const post = (payload: string, headers: Record<string, string> = {}) =>
    api.local.inject({
      method: 'POST',
      url: '/api/v1/devices',
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    })

  it.each([
    ['{', 400],
    ['', 400],
    ['[]', 400],
    ['null', 400],
    ['{"__proto__": {"role": "admin"}}', 400],
    ['{"constructor": {"prototype": {}}}', 400],
    ['{"hostname": 1e999}', 400],
    ['{"hostname": "a\\u0000b", "address": "x", "platform": "frr"}', 400],
    ['{"hostname": "\\ud800", "address": "x", "platform": "frr"}', 400],
    ['{"hostname": "x", "address": "x", "platform": "frr", "port": 9007199254740993}', 400],
    [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400],
    [`{"hostname": "${'a'.repeat(2 ** 21)}"}`, 413],
  ])('%.60s is refused with the envelope', async (payload, status) => {
    const answer = await post(payload)
    expect([answer.statusCode, typeof answer.json().error.correlation_id]).toEqual([status, 'string'])
  })

  it('that is nested deeply is refused where it comes back in the answer', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const payload = `{"devices":[{"hostname":"a","title":${deep}}]}`
    const headers = { 'content-type': 'application/json' }
    const answer = await api.local.inject({ method: 'POST', url: '/api/v1/devices/import', payload, headers })
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'invalid'])
  })

  it('takes JSON only', async () => {
    expect((await post('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).statusCode).toBe(415)
  })

  it.each([
    '/devices?size=201',
    '/devices?page=0',
    '/devices?sort=password',
    '/devices?surprise=1',
    '/devices/not-a-uuid',
    '/devices/%00',
    '/logs?text=%00',
    '/audit?limit=x',
    '/logs?after=%27%20or',
  ])('GET %s is refused', async (path) => {
    const { status, body } = await admin('GET', path)
    expect([400, 404]).toContain(status)
    expect(body.error.correlation_id).toBeTypeOf('string')
  })
})

describe('Idempotency-Key', () => {
  it.each(testEngines)('does a request once, also when it is sent again at the same time (%s)', async (engine) => {
    await using own = await openTestApi(engine)
    const send = () => own.atHome('POST', '/devices', device('once-1'), { 'idempotency-key': 'k1' })
    const answers = await Promise.all([send(), send(), send(), send()])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    const { headers } = await send()
    expect(headers).toMatchObject({
      'idempotency-replayed': 'true',
      location: answers[0]?.headers.location,
      etag: '"1"',
    })
    expect((await own.atHome('GET', '/devices?hostname=once-1')).body.total).toBe(1)
  })

  it('belongs to one request of one caller', async () => {
    await admin('POST', '/tags', { name: 'k2-a' }, { 'idempotency-key': 'k2' })
    expect((await admin('POST', '/tags', { name: 'k2-b' }, { 'idempotency-key': 'k2' })).status).toBe(409)
    expect((await api.atHome('POST', '/tags', { name: 'k2-b' }, { 'idempotency-key': 'k2' })).status).toBe(201)
    expect((await admin('POST', '/tags', { name: 'k2-c' }, { 'idempotency-key': 'not a key' })).status).toBe(400)
  })

  it('leaves nothing in the database that would help to guess a password in the request', async () => {
    const user = { name: 'guessable', password: 'rather well guessed', role: 'viewer' }
    await admin('POST', '/users', user, { 'idempotency-key': 'k4' })
    const plain = createHash('sha256')
      .update(`POST /api/v1/users\n${JSON.stringify(user)}`)
      .digest('hex')
    const { rows } = await api.db.execute(`select request_hash, body from idempotency where key = 'k4'`)
    expect(rows[0]?.request_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(rows)).not.toContain(plain)
  })

  it('keeps no refusal: what was put right can be sent again', async () => {
    const send = (platform: string) =>
      admin('POST', '/devices', { ...device('once-2'), platform }, { 'idempotency-key': 'k3' })
    expect((await send('windows')).status).toBe(400)
    expect((await send('frr')).status).toBe(201)
  })
})

describe('the documentation', () => {
  it('is served from here, without a login', async () => {
    const page = await api.anonymous('GET', '/api/docs')
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('NetRaven API')])
    expect(page.text).not.toMatch(/https?:\/\//)
    expect(String(page.headers['content-security-policy'])).not.toContain('unsafe')
  })
})
