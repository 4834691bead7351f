import { describe, expect, it } from 'vitest'
import { startApiServer } from './api-server.ts'
import { apiSample } from './samples.ts'
import { visitApi } from './visit-api.ts'

const arista = apiSample('arista_eos')

describe('the Command API of Arista EOS', () => {
  it('gives the output of a command as text or as data', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    await using session = await visitApi(server, arista)
    expect((await session.send('show version')).output).toContain('Software image version: 4.28.3M')
    const { output } = await session.send('show version', { format: 'json' })
    expect(JSON.parse(output)).toMatchObject({ version: '4.28.3M' })
  })

  it('never runs a command twice, also where the connection that was kept is gone', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    await using session = await visitApi(server, arista)
    server.setFault({ kind: 'hang-up', times: 1 })
    await expect(session.send('show version')).rejects.toMatchObject({ kind: 'closed' })
    expect(server.seen.questions.filter(({ body }) => body.includes('show version'))).toHaveLength(1)
  })

  it('gives a command as long as it may take, and no longer', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    await using session = await visitApi(server, arista)
    server.setFault({ kind: 'silent', atByte: 20 })
    const started = performance.now()
    await expect(session.send('show version', { timeoutMs: 300 })).rejects.toMatchObject({ kind: 'timeout' })
    expect(performance.now() - started).toBeLessThan(1_300)
  })

  it('says why a command was refused', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    await using session = await visitApi(server, arista)
    await expect(session.send('show xyz')).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('Invalid input'),
    })
  })

  it('ends as auth where the enable secret is wrong', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    await expect(visitApi(server, arista, { enableSecret: () => 'not this one' })).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('enable'),
    })
  })
})
