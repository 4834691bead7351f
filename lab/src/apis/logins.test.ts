import { definePlatform, type HttpLogin } from '@netraven/device'
import { describe, expect, it } from 'vitest'
import { startApiServer } from './api-server.ts'
import { apiSample } from './samples.ts'
import type { ApiQuestion, ApiReply, VendorApi } from './vendor-api.ts'
import { visitApi } from './visit-api.ts'

const { content } = apiSample('cisco_xe')
const text = (status: number, body: string, headers?: Record<string, string>): ApiReply => ({
  status,
  type: 'text/plain',
  body,
  ...(headers && { headers }),
})

/** An API that hands out numbered passes and takes them in `inHeader`; what was logged out is worth nothing. */
function passOffice(inHeader: string, given: (pass: string) => ApiReply): VendorApi & { readonly valid: Set<string> } {
  const valid = new Set<string>()
  let made = 0
  const login = (question: ApiQuestion): ApiReply => {
    const { user, password } = JSON.parse(question.body) as { user: string; password: string }
    if (user !== content.username || password !== content.password) return text(401, 'no such user')
    const pass = `pass-number-${(made += 1)}`
    valid.add(pass)
    return given(pass)
  }
  return {
    valid,
    isLogin: ({ path }) => path === '/login',
    refusal: (status, words) => text(status, words),
    envelope: (words) => text(200, words),
    answer: (question) => {
      if (question.path === '/login') return login(question)
      const shown = String(question.headers[inHeader]).replace(/^(?:Bearer |SID=)/, '')
      if (!valid.has(shown)) return text(401, 'no pass')
      if (question.path === '/logout') valid.delete(shown)
      return text(200, 'welcome\n')
    },
  }
}

const platformWith = (login: HttpLogin) => {
  const message = /(.*)/
  const api = { login, accept: '*/*', types: /^text\/plain/, answers: [], message }
  return definePlatform({
    id: 'example_os',
    title: 'Example OS',
    family: 'example',
    tier: 2,
    transports: ['http'],
    prompt: { ends: ['#'] },
    rejects: [],
    artifacts: { 'running-config': [['GET /config']] },
    complete: {},
    http: { api },
    source: 'configuration: made for this test; session: the same',
  })
}

const request = 'POST /login {"user":"{user}","password":"{password}"}'
const logins = (questions: readonly ApiQuestion[]): number => questions.filter(({ path }) => path === '/login').length

describe('a login with a session cookie', () => {
  const platform = platformWith({
    by: 'request',
    request,
    gives: { cookie: /^SID=([^;]+)/ },
    header: 'cookie',
    prefix: 'SID=',
    logout: 'POST /logout',
  })
  const office = () => passOffice('cookie', (pass) => text(204, '', { 'set-cookie': `SID=${pass}; Secure; HttpOnly` }))

  it('is kept for the visit and given back at its end', async () => {
    const vendor = office()
    await using server = await startApiServer({ vendor })
    const session = await visitApi(server, { ...apiSample('cisco_xe') }, { platform })
    await session.send('GET /config')
    await session.send('GET /config')
    expect(vendor.valid.size).toBe(1)
    await session[Symbol.asyncDispose]()
    expect(vendor.valid.size).toBe(0)
    expect(logins(server.seen.questions)).toBe(1)
  })

  it('is asked for anew where the device forgot it', async () => {
    const vendor = office()
    await using server = await startApiServer({ vendor })
    await using session = await visitApi(server, apiSample('cisco_xe'), { platform })
    vendor.valid.clear()
    expect((await session.send('GET /config')).output).toBe('welcome\n')
    expect(logins(server.seen.questions)).toBe(2)
  })
})

describe('what a device says of a login', () => {
  it('is told without the secrets that it repeats', async () => {
    const platform = platformWith({ by: 'token', header: 'authorization', prefix: 'Bearer ' })
    const chatty: VendorApi = {
      ...passOffice('authorization', () => text(200, '')),
      answer: ({ headers, body }) =>
        text(403, `${headers['authorization']} may not: ${encodeURIComponent(content.password)} ${body}`),
    }
    await using server = await startApiServer({ vendor: chatty })
    await using session = await visitApi(server, apiSample('cisco_xe'), { platform })
    const error: unknown = await session.send('GET /config').catch((cause: unknown) => cause)
    expect(error).toMatchObject({ kind: 'rejected', message: expect.stringContaining('Bearer *** may not: ***') })
    expect(String(error)).not.toContain(content.password)
  })
  it('is no longer than a banner', async () => {
    const platform = platformWith({
      by: 'request',
      request,
      gives: { body: /"token":"([^"]+)"/ },
      header: 'authorization',
    })
    const vendor = passOffice('authorization', (pass) => text(200, `{"token":"${pass}"}${' '.repeat(500_000)}`))
    await using server = await startApiServer({ vendor })
    const error: unknown = await visitApi(server, apiSample('cisco_xe'), { platform }).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ kind: 'incomplete', message: expect.stringContaining('over 65536 bytes') })
    await server.allClosed()
  })
})

describe('a bearer token', () => {
  const bearer = (lifeSeconds: number) => ({
    platform: platformWith({
      by: 'request',
      request,
      gives: { body: /"token":"([^"]+)"/ },
      expires: /"expires_in":(\d+)/,
      header: 'authorization',
      prefix: 'Bearer ',
    }),
    vendor: passOffice('authorization', (pass) => text(200, `{"token":"${pass}","expires_in":${lifeSeconds}}`)),
  })

  it('is used as long as it lasts', async () => {
    const { platform, vendor } = bearer(3_600)
    await using server = await startApiServer({ vendor })
    await using session = await visitApi(server, apiSample('cisco_xe'), { platform })
    await session.send('GET /config')
    await session.send('GET /config')
    expect(logins(server.seen.questions)).toBe(1)
  })

  it('is asked for anew before it expires', async () => {
    const { platform, vendor } = bearer(1)
    await using server = await startApiServer({ vendor })
    await using session = await visitApi(server, apiSample('cisco_xe'), { platform })
    await session.send('GET /config')
    expect(logins(server.seen.questions)).toBe(2)
    expect(server.seen.questions.at(-1)?.headers['authorization']).toBe('Bearer pass-number-2')
  })
})
