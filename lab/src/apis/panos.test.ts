import { describe, expect, it } from 'vitest'
import { startApiServer, type ApiServer } from './api-server.ts'
import { panos, type PanosMood } from './panos.ts'
import { apiSample } from './samples.ts'
import { visitApi } from './visit-api.ts'

const paloalto = apiSample('paloalto_panos')
const serverIn = (mood: PanosMood) => startApiServer({ vendor: panos(paloalto.content, mood) })
const logins = (server: ApiServer): number =>
  server.seen.questions.filter(({ body }) => body.startsWith('type=keygen')).length

describe('the XML API of PAN-OS', () => {
  it('sends the password once, in a body, and then the key in a header', async () => {
    await using server = await serverIn({})
    await using session = await visitApi(server, paloalto)
    await session.getConfig('running')
    const [login, question] = server.seen.questions
    expect(login).toMatchObject({ method: 'POST', path: '/api/', query: new URLSearchParams() })
    expect(new URLSearchParams(login?.body).get('password')).toBe(paloalto.content.password)
    expect(question?.headers['x-pan-key']).toBe(`${paloalto.content.token}1`)
    expect(logins(server)).toBe(1)
  })

  it.each([
    ['is refused', {}],
    ['timed out', { timesOut: true }],
  ] as const)('logs in anew where the key %s in the middle of a visit', async (_how, mood) => {
    await using server = await serverIn({ keyLasts: 2, ...mood })
    await using session = await visitApi(server, paloalto)
    for (let asked = 0; asked < 5; asked++) await session.send('show system info')
    expect(logins(server)).toBe(3)
  })

  it('ends as auth, after one more login, where no key is ever good', async () => {
    await using server = await serverIn({ keyLasts: 0 })
    await using session = await visitApi(server, paloalto)
    await expect(session.getConfig('running')).rejects.toMatchObject({ kind: 'auth' })
    expect(logins(server)).toBe(2)
  })

  it('tries a wrong password once', async () => {
    await using server = await serverIn({})
    const wrong = { credential: { username: paloalto.content.username, password: () => 'not this one' } }
    await expect(visitApi(server, paloalto, wrong)).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('Invalid Credential'),
    })
    expect(logins(server)).toBe(1)
  })

  it('polls a job until it is done and fetches its result', async () => {
    await using server = await serverIn({ polls: 2 })
    await using session = await visitApi(server, paloalto)
    const { output } = await session.send('POST /api/ type=export&category=tech-support')
    expect(output).toBe('tech support of the device\n')
  })

  it('takes the last poll as the answer of a command that became a job', async () => {
    await using server = await serverIn({ polls: 1 })
    await using session = await visitApi(server, paloalto)
    const { output } = await session.send('request content upgrade check')
    expect(output).toContain('<status>FIN</status><result>OK</result>')
  })

  it('says that a job failed', async () => {
    await using server = await serverIn({ polls: 1, jobFails: true })
    await using session = await visitApi(server, paloalto)
    const failed = session.send('POST /api/ type=export&category=tech-support')
    await expect(failed).rejects.toMatchObject({ kind: 'rejected', message: expect.stringContaining('job 1 failed') })
  })

  it('gives up a job that runs longer than the command may take', async () => {
    await using server = await serverIn({ polls: 1_000 })
    await using session = await visitApi(server, paloalto)
    const endless = session.send('POST /api/ type=export&category=tech-support', { timeoutMs: 1_200 })
    await expect(endless).rejects.toMatchObject({ kind: 'timeout', message: expect.stringContaining('job 1') })
  })

  it('refuses a command that the device does not know', async () => {
    await using server = await serverIn({})
    await using session = await visitApi(server, paloalto)
    await expect(session.send('show nonsense')).rejects.toMatchObject({ kind: 'rejected' })
  })
})
