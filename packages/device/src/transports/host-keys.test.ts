import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readHostKey, type StoredHostKey } from './host-key.ts'
import { knownHosts, pinned, tofu, type HostKeyStore } from './host-keys.ts'
import { knownHostsLine, matchKnownHosts } from './known-hosts.ts'

const keyOf = (type: string, filler: number) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(type.length)
  return readHostKey(Buffer.concat([length, Buffer.from(type), Buffer.alloc(32, filler)]))
}
const ed25519 = keyOf('ssh-ed25519', 1)
const other = keyOf('ssh-ed25519', 2)
const rsa = keyOf('ssh-rsa', 3)
const address = { host: 'r1.example', port: 22 }

const storeOf = (keys: StoredHostKey[]): HostKeyStore => ({
  find: async () => keys,
  add: async (_where, key) => void keys.push(key),
})

describe('host-key policies', () => {
  it('tofu remembers the first key and refuses another one', async () => {
    const keys: StoredHostKey[] = []
    const policy = tofu(storeOf(keys))
    const first = await policy.judge(address, ed25519)
    if (first.trusted) await first.remember?.()
    expect(keys).toEqual([ed25519])
    expect(await policy.judge(address, ed25519)).toEqual({ trusted: true })
    expect(await policy.judge(address, other)).toMatchObject({
      trusted: false,
      message: expect.stringMatching(/has changed.*no password was sent/),
    })
    expect(await policy.knownTypes(address)).toEqual(['ssh-ed25519'])
  })

  it('tofu keeps one of two keys that come at the same moment, and refuses the other', async () => {
    const keys: StoredHostKey[] = []
    const store = storeOf(keys)
    const slow: HostKeyStore = {
      find: store.find,
      add: async (where, key) => {
        await new Promise(setImmediate)
        await store.add(where, key)
      },
    }
    const first = await tofu(slow).judge(address, ed25519)
    const second = await tofu(slow).judge(address, other)
    const third = await tofu(slow).judge(address, ed25519)
    const remembered = [first, second, third].map(async (verdict) =>
      verdict.trusted ? verdict.remember?.() : 'refused',
    )
    expect(await Promise.allSettled(remembered)).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { kind: 'host_key', message: expect.stringMatching(/has changed.*no password/) } },
      { status: 'fulfilled' },
    ])
    expect(keys).toEqual([ed25519])
  })

  it('refuse a key that is marked as revoked, whatever else is on record', async () => {
    const line = `@revoked * ${ed25519.type} ${ed25519.base64}\n`
    const revoked = { trusted: false, message: expect.stringMatching(/is revoked; no password was sent/) }
    expect(await knownHosts(line + knownHostsLine(address, ed25519)).judge(address, ed25519)).toMatchObject(revoked)
    const store = storeOf([...matchKnownHosts(line, address)])
    expect(await tofu(store).judge(address, ed25519)).toMatchObject(revoked)
    expect(await tofu(store).judge(address, other)).toMatchObject({ trusted: true, remember: expect.any(Function) })
    expect(await tofu(store).knownTypes(address)).toEqual([])
  })

  it('trust no authority in place of a key, and say so', async () => {
    const policy = knownHosts(`@cert-authority *.example ${ed25519.type} ${ed25519.base64}\n`)
    expect(await policy.judge(address, ed25519)).toMatchObject({
      trusted: false,
      hint: expect.stringContaining('certificates are not checked'),
    })
  })

  it('known_hosts refuses a host that it does not hold', async () => {
    const policy = knownHosts(knownHostsLine(address, ed25519))
    expect(await policy.judge(address, ed25519)).toEqual({ trusted: true })
    expect(await policy.judge({ host: 'r2.example', port: 22 }, ed25519)).toMatchObject({
      trusted: false,
      message: expect.stringContaining(ed25519.fingerprint),
    })
  })

  it('pinned takes fingerprints and public keys, and nothing without a pin', async () => {
    expect(await pinned([ed25519.fingerprint]).judge(address, ed25519)).toEqual({ trusted: true })
    expect(await pinned([`ssh-ed25519 ${ed25519.base64} comment`]).judge(address, ed25519)).toEqual({ trusted: true })
    expect(await pinned([`ssh-rsa ${rsa.base64}`]).knownTypes(address)).toEqual(['ssh-rsa'])
    expect(await pinned([other.fingerprint]).judge(address, ed25519)).toMatchObject({ trusted: false })
    expect(await pinned([]).judge(address, ed25519)).toMatchObject({
      trusted: false,
      message: expect.stringContaining('is not pinned'),
    })
  })
})

describe('a known_hosts text', () => {
  it('names the port where it is not 22', () => {
    const line = knownHostsLine({ host: '192.0.2.7', port: 2222 }, ed25519)
    expect(line).toBe(`[192.0.2.7]:2222 ssh-ed25519 ${ed25519.base64}\n`)
    expect(matchKnownHosts(line, { host: '192.0.2.7', port: 2222 })).toHaveLength(1)
    expect(matchKnownHosts(line, { host: '192.0.2.7', port: 22 })).toHaveLength(0)
  })

  it('knows lists, patterns, negation and hashed names', () => {
    const salt = Buffer.alloc(20, 7)
    const hash = createHmac('sha1', salt).update('r1.example').digest('base64')
    const text = [
      '# comment',
      `*.example,!r2.example ssh-ed25519 ${ed25519.base64}`,
      `|1|${salt.toString('base64')}|${hash} ssh-rsa ${rsa.base64}`,
      `@revoked r1.example ssh-ed25519 ${other.base64}`,
      'r1.example',
    ].join('\n')
    expect(matchKnownHosts(text, address).map(({ type, mark = '' }) => type + mark)).toEqual([
      'ssh-ed25519',
      'ssh-rsa',
      'ssh-ed25519revoked',
    ])
    expect(matchKnownHosts(text, { host: 'r2.example', port: 22 })).toEqual([])
    expect(matchKnownHosts(text, { host: 'R3.EXAMPLE', port: 22 })).toHaveLength(1)
  })
})
