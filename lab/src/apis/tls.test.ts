import { pinned, tofu, type HostKeyStore, type StoredHostKey } from '@netraven/device'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startApiServer } from './api-server.ts'
import { makeCertificate } from './certificate.ts'
import { apiSample } from './samples.ts'
import { visitApi } from './visit-api.ts'

const arista = apiSample('arista_eos')
const storeWith = (...keys: StoredHostKey[]): HostKeyStore & { readonly keys: StoredHostKey[] } => ({
  keys,
  find: async () => keys,
  add: async (_, key) => void keys.push(key),
})
const names = ['device.lab', '127.0.0.1']

describe('a certificate', () => {
  it('is remembered at the first contact and known at the next', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    const store = storeWith()
    for (let visit = 0; visit < 2; visit++) {
      await using session = await visitApi(server, arista, { hostKey: tofu(store) })
      expect(session.fingerprint).toBe(server.fingerprint)
    }
    expect(store.keys).toMatchObject([{ type: 'x509', fingerprint: server.fingerprint }])
  })

  it('that has changed ends the visit before anything is sent', async () => {
    await using first = await startApiServer({ vendor: arista.vendor() })
    const store = storeWith()
    await (await visitApi(first, arista, { hostKey: tofu(store) }))[Symbol.asyncDispose]()
    await using other = await startApiServer({ vendor: arista.vendor() })
    await expect(visitApi(other, arista, { hostKey: tofu(store) })).rejects.toMatchObject({ kind: 'host_key' })
    await other.allClosed()
    expect(other.seen.questions).toHaveLength(0)
  })

  it('that is not the pinned one ends the visit before anything is sent', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    const hostKey = pinned(['SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])
    await expect(visitApi(server, arista, { hostKey })).rejects.toMatchObject({
      kind: 'host_key',
      message: expect.stringContaining('no password was sent'),
    })
    expect(server.seen.questions).toHaveLength(0)
  })

  it('is taken without a pin where an authority vouches for it', async () => {
    const authority = makeCertificate({ commonName: 'lab authority', isAuthority: true })
    const certificate = makeCertificate({ commonName: 'device.lab', names, by: authority })
    await using server = await startApiServer({ vendor: arista.vendor(), certificate })
    const trust = { hostKey: pinned([]), tls: { ca: authority.cert } }
    await using session = await visitApi(server, arista, trust)
    expect((await session.getConfig('running')).complete.proven).toBe(true)
  })

  it.each([
    [
      'of another name',
      (by: ReturnType<typeof makeCertificate>) => makeCertificate({ commonName: 'x', names: ['x'], by }),
    ],
    ['of another authority', () => makeCertificate({ commonName: 'device.lab', names })],
  ])('%s is refused where an authority has to vouch for it, pinned or not', async (_what, make) => {
    const authority = makeCertificate({ commonName: 'lab authority', isAuthority: true })
    const certificate = make(authority)
    await using server = await startApiServer({ vendor: arista.vendor(), certificate })
    const trust = { tls: { ca: authority.cert } }
    await expect(visitApi(server, arista, trust)).rejects.toMatchObject({ kind: 'host_key' })
    expect(server.seen.questions).toHaveLength(0)
  })

  it('made by the lab is vouched for by no public authority', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    await expect(visitApi(server, arista, { tls: { ca: 'public' } })).rejects.toMatchObject({ kind: 'host_key' })
  })
})

describe('TLS', () => {
  it('of 2006 is refused by the profile "modern", which names the one that works', async () => {
    const tls = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    await using server = await startApiServer({ vendor: arista.vendor(), tls })
    await expect(visitApi(server, arista)).rejects.toMatchObject({
      kind: 'algorithm',
      details: { hint: expect.stringContaining('legacy') },
    })
    await using session = await visitApi(server, arista, { algorithms: 'legacy' })
    expect((await session.getConfig('running')).complete.proven).toBe(true)
  })

  it('is not given up for plain HTTP, which has to be asked for', async () => {
    await using server = await startApiServer({ vendor: arista.vendor(), certificate: 'none' })
    await expect(visitApi(server, arista)).rejects.toMatchObject({ kind: 'unsupported' })
    expect(server.seen.questions).toHaveLength(0)
    await using session = await visitApi(server, arista, { tls: 'none' })
    expect((await session.getConfig('running')).complete.proven).toBe(true)
    expect(session.fingerprint).toBeUndefined()
  })
})

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

describe('a peer', () => {
  it('that says nothing in the handshake ends the visit as timeout, one that hangs up as closed', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    const silent = createServer(() => undefined)
    const rude = createServer((socket) => socket.destroy())
    const [silentPort, rudePort] = [await listening(silent), await listening(rude)]
    await expect(visitApi(server, arista, { port: silentPort })).rejects.toMatchObject({ kind: 'timeout' })
    await expect(visitApi(server, arista, { port: rudePort })).rejects.toMatchObject({ kind: 'closed' })
    silent.close()
    rude.close()
  })

  it('that does not listen is unreachable, and one that may not be dialled is never dialled', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    await expect(visitApi(server, arista, { port: 1 })).rejects.toMatchObject({ kind: 'unreachable' })
    const refuse = [{ host: server.host, port: server.port }]
    await expect(visitApi(server, arista, { refuse })).rejects.toMatchObject({ kind: 'unsupported' })
    expect(server.seen.connections).toBe(0)
  })

  it('that sends a visitor on to another host gets no visit there', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    await using elsewhere = await startApiServer({ vendor: arista.vendor() })
    server.setFault({ kind: 'redirect', to: `https://${elsewhere.host}:${elsewhere.port}/command-api?key=s3cret` })
    await using session = await visitApi(server, arista)
    const error: unknown = await session.getConfig('running').catch((cause: unknown) => cause)
    expect(error).toMatchObject({ kind: 'unsupported', message: expect.stringContaining(`${elsewhere.port}`) })
    expect(String(error)).not.toContain('s3cret')
    expect(elsewhere.seen.connections).toBe(0)
  })

  it('is left alone when the visit is cancelled', async () => {
    await using server = await startApiServer({ vendor: arista.vendor() })
    server.setFault({ kind: 'silent', atByte: 0 })
    const caller = new AbortController()
    await using session = await visitApi(server, arista, { signal: caller.signal })
    const reading = session.getConfig('running')
    caller.abort()
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled' })
    await server.allClosed()
  })
})
