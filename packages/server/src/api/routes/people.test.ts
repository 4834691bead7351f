import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Call, openTestApi, type TestApi } from '../testing/open-test-api.ts'

let api: TestApi
let admin: Call
let viewer: Call

beforeAll(async () => {
  api = await openTestApi()
  admin = await api.as('admin')
  viewer = await api.as('viewer')
})
afterAll(() => api[Symbol.asyncDispose]())

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
