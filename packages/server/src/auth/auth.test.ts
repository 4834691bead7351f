import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../api/create-api.ts'
import { openTestApi, PASSWORD, system, type TestApi } from '../api/testing/open-test-api.ts'
import { testEngines } from '../db/testing/open-test-database.ts'
import { adminFromPassword, openSetup } from './first-admin.ts'
import { createPasswords } from './passwords.ts'

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const parse = (part: string | undefined) =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>

describe('logging in', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await openTestApi()
    await api.as('admin')
  })
  afterAll(() => api[Symbol.asyncDispose]())

  const logIn = async () => (await api.anonymous('POST', '/auth/login', { name: 'admin', password: PASSWORD })).body
  const statusOf = async (token: string): Promise<number> =>
    (await api.anonymous('GET', '/auth/me', undefined, { authorization: `Bearer ${token}` })).status
  const keyOf = async (): Promise<Buffer> => (await api.parts.keyring.forPurpose('token', null)).key

  it('tells a person who they are', async () => {
    const { access_token: token } = await logIn()
    const { body } = await api.anonymous('GET', '/auth/me', undefined, { authorization: `Bearer ${token}` })
    expect(body).toMatchObject({ kind: 'person', name: 'admin', role: 'admin', tags: 'all' })
  })

  it('refuses a wrong password and an unknown name with the same words, and records both', async () => {
    const wrong = await api.anonymous('POST', '/auth/login', { name: 'admin', password: 'not this one at all' })
    const unknown = await api.anonymous('POST', '/auth/login', { name: 'nobody', password: 'not this one at all' })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.body.error.message).toBe(unknown.body.error.message)
    const { items } = await api.stores.audits.list(system, null, 10)
    const refusals = items.filter(({ action }) => action === 'auth.login_refused').map(({ details }) => details)
    expect(refusals).toEqual([{ known: false }, { name: 'admin' }]) // a password typed as a name must not stay
  })

  it('takes about as long for a user who does not exist', async () => {
    const passwords = createPasswords()
    const stored = await passwords.hash(PASSWORD)
    const timeOf = async (hash: string | undefined): Promise<number> => {
      const times: number[] = []
      for (let round = 0; round < 15; round++) {
        const start = performance.now()
        await passwords.matches(hash, 'another password')
        times.push(performance.now() - start)
      }
      return times.toSorted((a, b) => a - b)[7] ?? 0
    }
    const [known, unknown] = [await timeOf(stored), await timeOf(undefined)]
    expect(Math.abs(known - unknown)).toBeLessThan(Math.max(5, known / 2))
  })

  it('refuses every token that is not quite its own', async () => {
    const { access_token: token, refresh_token: refresh } = await logIn()
    const [head, body, signature] = (token as string).split('.')
    const [header, claims, key] = [parse(head), parse(body), await keyOf()]
    const signed = (h: object, c: object, secret: Buffer | string = key, hash = 'sha256'): string => {
      const text = `${base64(h)}.${base64(c)}`
      return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`
    }
    const now = Math.floor(Date.now() / 1000)
    expect(await statusOf(signed(header, claims)), 'the forger of this test knows how').toBe(200)
    const forged = {
      'alg none': `${base64({ ...header, alg: 'none' })}.${body}.`,
      'alg None': `${base64({ ...header, alg: 'None' })}.${body}.${signature}`,
      'alg nOnE': `${base64({ ...header, alg: 'nOnE' })}.${body}.`,
      'alg HS512': signed({ ...header, alg: 'HS512' }, claims, key, 'sha512'),
      'alg RS256': signed({ ...header, alg: 'RS256' }, claims),
      'no typ': signed({ alg: 'HS256', kid: header.kid }, claims),
      'another typ': signed({ ...header, typ: 'refresh' }, claims),
      'kid path': signed({ ...header, kid: '../../dev/null' }, claims, ''),
      'kid SQL': signed({ ...header, kid: "' or 1=1 --" }, claims),
      'unknown kid': signed({ ...header, kid: '0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f' }, claims),
      'no kid': signed({ alg: 'HS256', typ: header.typ }, claims),
      'jwk inside': signed(
        { ...header, kid: undefined, jwk: { kty: 'oct', k: 'AAAA' } },
        claims,
        Buffer.from('AAAA', 'base64'),
      ),
      'jku inside': signed({ ...header, kid: undefined, jku: 'http://192.0.2.1/keys' }, claims),
      expired: signed(header, { ...claims, exp: now - 1 }),
      'future nbf': signed(header, { ...claims, nbf: now + 600 }),
      'wrong aud': signed(header, { ...claims, aud: 'other' }),
      'wrong iss': signed(header, { ...claims, iss: 'other' }),
      'no exp': signed(header, { ...claims, exp: undefined }),
      'no family': signed(header, { ...claims, fam: undefined }),
      'another family': signed(header, { ...claims, fam: '0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f' }),
      'family is no id': signed(header, { ...claims, fam: "x' or 1=1" }),
      'another generation': signed(header, { ...claims, gen: 1 }),
      'unknown user': signed(header, { ...claims, sub: '0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f' }),
      'user is no id': signed(header, { ...claims, sub: 'admin' }),
      'another key': signed(header, claims, Buffer.alloc(32)),
      'refresh as access': refresh as string,
      'a megabyte': `${token as string}${'A'.repeat(1_000_000)}`,
      empty: '',
    }
    for (const [what, bad] of Object.entries(forged)) expect([what, await statusOf(bad)]).toEqual([what, 401])
  })

  it('refuses a token with a flipped bit at 200 places', async () => {
    const { access_token: token } = await logIn()
    const length = (token as string).length
    const places = Array.from({ length: 200 }, (_, trial) => Math.floor((trial * (length - 1)) / 200))
    const statuses = places.map((place) => {
      const flipped = Buffer.from(token as string)
      flipped[place] = (flipped[place] ?? 0) ^ 1
      return statusOf(flipped.toString('latin1'))
    })
    expect(new Set(await Promise.all(statuses))).toEqual(new Set([401]))
  })

  it('rotates the refresh token, and revokes the whole login when one comes back', async () => {
    const first = await logIn()
    const second = (await api.anonymous('POST', '/auth/refresh', { refresh_token: first.refresh_token })).body
    expect(await statusOf(second.access_token)).toBe(200)
    const again = await api.anonymous('POST', '/auth/refresh', { refresh_token: first.refresh_token })
    expect(again.status).toBe(401)
    expect(await statusOf(second.access_token)).toBe(401)
    expect((await api.anonymous('POST', '/auth/refresh', { refresh_token: second.refresh_token })).status).toBe(401)
  })

  it('lets one of many simultaneous refreshes win at most', async () => {
    const { refresh_token: token } = await logIn()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => api.anonymous('POST', '/auth/refresh', { refresh_token: token })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const winner = answers.find(({ status }) => status === 200)
    expect(await statusOf(winner?.body.access_token)).toBe(401)
  })

  it('ends access tokens with the login they came from', async () => {
    const { access_token: token, refresh_token: refresh } = await logIn()
    expect((await api.anonymous('POST', '/auth/logout', { refresh_token: refresh })).status).toBe(204)
    expect(await statusOf(token)).toBe(401)
  })

  it('ends all logins with a new password', async () => {
    await api.as('operator')
    const log = (password: string) => api.anonymous('POST', '/auth/login', { name: 'operator', password })
    const { body } = await log(PASSWORD)
    const bearer = { authorization: `Bearer ${body.access_token}` }
    const change = (current: string, next: string) =>
      api.anonymous('PUT', '/auth/password', { current_password: current, new_password: next }, bearer)
    expect((await change('wrong one, sorry', 'a fine new password')).status).toBe(403)
    expect((await change(PASSWORD, 'passwordpassword')).body.error.message).toContain('easy to guess')
    expect((await change(PASSWORD, 'a fine new password')).status).toBe(204)
    expect(await statusOf(body.access_token)).toBe(401)
    expect((await log(PASSWORD)).status).toBe(401)
    expect((await log('a fine new password')).status).toBe(200)
  })

  it('does not let who found an open session guess the password behind it', async () => {
    await using own = await openTestApi()
    await own.as('admin')
    const strict = await createApi(own.parts, { kind: 'network', loginsPerMinute: 3 })
    const log = { method: 'POST' as const, url: '/api/v1/auth/login', payload: { name: 'admin', password: PASSWORD } }
    const headers = { authorization: `Bearer ${(await strict.inject(log)).json().access_token}` }
    const payload = { current_password: 'is it this one?', new_password: 'a fine new password' }
    const statuses: number[] = []
    for (let guess = 0; guess < 5; guess++)
      statuses.push((await strict.inject({ method: 'PUT', url: '/api/v1/auth/password', payload, headers })).statusCode)
    await strict.close()
    expect(statuses).toEqual([403, 403, 403, 429, 429])
    const { items } = await own.stores.audits.list(system, null, 10)
    expect(items.filter(({ action }) => action === 'user.set_password_refused')).toHaveLength(3)
  })

  it('prefers the bearer token to a cookie, also when it is wrong', async () => {
    const { access_token: token } = await logIn()
    const both = { cookie: `netraven_access=${token}`, authorization: 'Bearer wrong' }
    expect((await api.anonymous('GET', '/auth/me', undefined, both)).status).toBe(401)
  })

  it('puts a browser’s tokens into cookies that scripts cannot read, and takes writes from its own pages only', async () => {
    const { body, headers } = await api.anonymous('POST', '/auth/login', {
      name: 'admin',
      password: PASSWORD,
      session: 'cookie',
    })
    expect(body.access_token).toBeUndefined()
    const cookies = (headers['set-cookie'] as string[]).map(String)
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly; SameSite=Strict/)
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ')
    const write = (origin: Record<string, string>) =>
      api.anonymous('POST', '/tags', { name: `t${Math.random()}` }, { cookie, ...origin })
    expect((await api.anonymous('GET', '/auth/me', undefined, { cookie })).status).toBe(200)
    expect((await write({ origin: 'http://localhost:80', host: 'localhost' })).status).toBe(201)
    expect((await write({})).status).toBe(403)
    expect((await write({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await write({ origin: 'null' })).status).toBe(403)
    const refresh = (origin: Record<string, string>) =>
      api.anonymous('POST', '/auth/refresh', {}, { cookie, ...origin })
    expect((await refresh({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await refresh({ origin: 'http://localhost:80', host: 'localhost' })).headers['set-cookie']).toHaveLength(2)
  })

  it('gives no cookies over plain HTTP to another machine', async () => {
    const answer = await api.network.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      remoteAddress: '192.0.2.9',
      payload: { name: 'admin', password: PASSWORD, session: 'cookie' },
    })
    expect([answer.statusCode, answer.json().error.message]).toEqual([403, expect.stringContaining('HTTPS')])
  })

  it('makes no second administrator from a setup token or a password file', async () => {
    const parts = { db: api.db, ...api.stores, passwords: createPasswords() }
    expect(await openSetup(parts)).toBeUndefined()
    expect(await adminFromPassword(parts, 'root', PASSWORD)).toBeUndefined()
    expect((await api.anonymous('GET', '/setup')).body).toEqual({ needed: false })
  })
})

describe('the first administrator', () => {
  it('is made once by the token that was printed, and by no other', async () => {
    await using api = await openTestApi()
    const parts = { db: api.db, ...api.stores, passwords: createPasswords() }
    expect((await api.anonymous('GET', '/setup')).body).toEqual({ needed: true })
    const older = await openSetup(parts)
    const token = await openSetup(parts)
    const setUp = (given: string | undefined, password = PASSWORD) =>
      api.anonymous('POST', '/setup', { token: given, name: 'root', password })
    expect((await setUp('guess')).status).toBe(403)
    expect((await setUp(older)).status).toBe(403)
    expect((await setUp(token, 'short')).status).toBe(400)
    expect((await setUp(token, 'rootrootroot1')).body.error.message).toContain('easy to guess')
    expect((await setUp(token)).body).toMatchObject({ name: 'root', role: 'admin' })
    expect((await setUp(token)).status).toBe(403)
    const { items } = await api.stores.audits.list(system, null, 10)
    expect(items.filter(({ action }) => action === 'auth.setup_refused')).toHaveLength(3)
    expect((await api.anonymous('POST', '/auth/login', { name: 'root', password: PASSWORD })).status).toBe(200)
  })

  it('is made from a password that was given at start, if it is long enough', async () => {
    await using api = await openTestApi()
    const parts = { db: api.db, ...api.stores, passwords: createPasswords() }
    await expect(adminFromPassword(parts, 'admin', 'short')).rejects.toThrow('12 to 128')
    expect(await adminFromPassword(parts, 'admin', PASSWORD)).toMatchObject({ name: 'admin', role: 'admin' })
    expect((await api.anonymous('POST', '/auth/login', { name: 'admin', password: PASSWORD })).status).toBe(200)
  })

  it.each(testEngines)('is made once by processes that start at the same moment (%s)', async (engine) => {
    await using api = await openTestApi(engine)
    const parts = { db: api.db, ...api.stores, passwords: createPasswords() }
    const starts = [1, 2, 3].map(() => adminFromPassword(parts, 'admin', PASSWORD))
    expect((await Promise.all(starts)).filter(Boolean)).toHaveLength(1)
    expect(await api.stores.users.list(system)).toHaveLength(1)
  })

  it('is not needed on the local door', async () => {
    await using api = await openTestApi()
    expect((await api.atHome('GET', '/auth/me')).body).toMatchObject({
      kind: 'local',
      name: 'local:olive',
      role: 'admin',
    })
  })

  it('stops guessing after so many tries a minute', async () => {
    await using api = await openTestApi()
    const strict = await createApi(api.parts, { kind: 'network', loginsPerMinute: 3 })
    const statuses: number[] = []
    for (let round = 0; round < 5; round++) {
      const payload = { name: 'admin', password: 'guess number one' }
      statuses.push((await strict.inject({ method: 'POST', url: '/api/v1/auth/login', payload })).statusCode)
    }
    await strict.close()
    expect(statuses).toEqual([401, 401, 401, 429, 429])
  })
})
