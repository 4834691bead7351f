import { describe, expect, it } from 'vitest'
import { startApiServer } from './api-server.ts'
import { fortios } from './fortios.ts'
import { apiSample } from './samples.ts'
import { visitApi } from './visit-api.ts'

const fortinet = apiSample('fortinet')

describe('the REST API of FortiOS', () => {
  it('is asked by POST where GET is not allowed any more', async () => {
    await using server = await startApiServer({ vendor: fortios(fortinet.content, 'new') })
    await using session = await visitApi(server, fortinet)
    const { bytes, complete, command } = await session.getConfig('running')
    expect(bytes.toString()).toBe(fortinet.content.config)
    expect(complete.proven).toBe(true)
    expect(command).toMatch(/^POST /)
  })

  it('runs no commands of the command line', async () => {
    await using server = await startApiServer({ vendor: fortinet.vendor() })
    await using session = await visitApi(server, fortinet)
    await expect(session.send('get system status')).rejects.toMatchObject({
      kind: 'unsupported',
      details: { hint: expect.stringContaining('GET /path') },
    })
  })

  it('refuses a wrong token before anything else is asked, and is shown it once', async () => {
    await using server = await startApiServer({ vendor: fortinet.vendor() })
    const credential = { username: 'netbackup', password: () => 'n0t-this-t0ken' }
    const error: unknown = await visitApi(server, fortinet, { credential }).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ kind: 'auth' })
    expect(String(error)).not.toContain('n0t-this-t0ken')
    expect(server.seen.questions).toHaveLength(1)
  })

  it('sends no token that a header could not carry', async () => {
    await using server = await startApiServer({ vendor: fortinet.vendor() })
    const credential = { username: 'netbackup', password: () => 'token\r\nHost: elsewhere' }
    await expect(visitApi(server, fortinet, { credential })).rejects.toMatchObject({ kind: 'auth' })
    expect(server.seen.questions).toHaveLength(0)
  })
})
