import { describe, expect, it } from 'vitest'
import { startApiServer } from './api-server.ts'
import { restconf } from './restconf.ts'
import { apiSample } from './samples.ts'
import { visitApi } from './visit-api.ts'

const cisco = apiSample('cisco_xe')

describe('RESTCONF', () => {
  it('takes the whole datastore where the native model is not there', async () => {
    await using server = await startApiServer({ vendor: restconf(cisco.content, { hasNative: false }) })
    await using session = await visitApi(server, cisco)
    const { bytes, command } = await session.getConfig('running')
    expect(bytes.toString()).toBe(cisco.content.config)
    expect(command).toBe('GET /restconf/data?content=config')
  })

  it('is asked again on a new connection where the device had closed the one that was kept', async () => {
    await using server = await startApiServer({ vendor: cisco.vendor() })
    await using session = await visitApi(server, cisco)
    server.setFault({ kind: 'hang-up', times: 1 })
    expect((await session.getConfig('running')).complete.proven).toBe(true)
    expect(server.seen.connections).toBe(2)
  })

  it('tells the error message of the device', async () => {
    await using server = await startApiServer({ vendor: cisco.vendor() })
    await using session = await visitApi(server, cisco)
    await expect(session.send('GET /restconf/data/none:such')).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('uri keypath not found'),
    })
  })
})
