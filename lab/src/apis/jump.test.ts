import { pinned } from '@netraven/device'
import { fakeDevice } from '@netraven/device/testing'
import { expect, it } from 'vitest'
import { startApiServer } from './api-server.ts'
import { apiSample } from './samples.ts'
import { visitApi } from './visit-api.ts'

const paloalto = apiSample('paloalto_panos')
const account = { username: 'hop', password: 'Hop!pass-word' }

it('an API is reached through a jump host, which sees neither password nor key', async () => {
  await using server = await startApiServer({ vendor: paloalto.vendor() })
  const hop = await fakeDevice({ platform: 'linux', hostname: 'hop', config: '', forwards: true, ...account })
  try {
    const jump = [
      {
        host: hop.address,
        port: hop.port,
        credential: { username: account.username, password: () => account.password },
        hostKey: pinned([hop.fingerprint]),
      },
    ]
    await using session = await visitApi(server, paloalto, { jump })
    const { bytes, complete } = await session.getConfig('running')
    expect(bytes.toString()).toBe(paloalto.content.config)
    expect(complete.proven).toBe(true)
    expect(hop.seen.tunnels).toEqual([`${server.host}:${server.port}`])
    expect(session.fingerprint).toBe(server.fingerprint)
  } finally {
    await hop.close()
  }
  await server.allClosed()
})
