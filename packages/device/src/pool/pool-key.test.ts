import { describe, expect, it } from 'vitest'
import { pinned, tofu } from '../transports/host-keys.ts'
import { createPoolKeys, type PooledOptions } from './pool-key.ts'

const hostKey = tofu({ find: async () => [], add: async () => undefined })
const wanted = (more: Partial<PooledOptions> = {}): PooledOptions => ({
  host: 'a',
  platform: 'cisco_ios',
  credential: { username: 'u', password: () => 'secret-word' },
  hostKey,
  ...more,
})
const jump = (password: string) => [{ host: 'j', credential: { username: 'u', password: () => password }, hostKey }]

describe('what sessions have to have in common', () => {
  it.each([
    ['address', { host: 'b' }],
    ['port', { port: 2222 }],
    ['transport', { transport: 'telnet' }],
    ['user', { credential: { username: 'v', password: () => 'secret-word' } }],
    ['password', { credential: { username: 'u', password: () => 'other-word' } }],
    ['key', { credential: { username: 'u', privateKey: () => 'secret-word' } }],
    ['enable secret', { enableSecret: () => 'secret-word' }],
    ['profile', { algorithms: 'legacy' }],
    ['platform', { platform: 'arista_eos' }],
    ['jump host', { jump: jump('secret-word') }],
    ['budget', { budgets: { idleMs: 1 } }],
    ['refused addresses', { refuse: [] }],
    ['host-key policy', { hostKey: pinned(['SHA256:x']) }],
    ['name of the credential', { credentialId: 'secret-word' }],
    ['name of the policy', { hostKeyId: '1' }],
  ] as const)('is the %s', async (_, other) => {
    const { keyOf } = createPoolKeys()
    expect(await keyOf(wanted(other))).not.toBe(await keyOf(wanted()))
  })

  it('is not who asks, nor a port that is the usual one', async () => {
    const { keyOf } = createPoolKeys()
    expect(await keyOf(wanted({ port: 22 }))).toBe(await keyOf(wanted()))
    expect(await keyOf(wanted({ jump: jump('x') }))).toBe(await keyOf(wanted({ jump: jump('x') })))
  })

  it('is the credential of each jump host too', async () => {
    const { keyOf } = createPoolKeys()
    expect(await keyOf(wanted({ jump: jump('x') }))).not.toBe(await keyOf(wanted({ jump: jump('y') })))
  })

  it('is known by name where there are names, and no secret is read then', async () => {
    const { keyOf } = createPoolKeys()
    const named = () =>
      wanted({
        credentialId: 'c1',
        hostKeyId: 'k1',
        hostKey: pinned([]),
        credential: {
          username: 'u',
          password: () => {
            throw new Error('read')
          },
        },
      })
    expect(await keyOf(named())).toBe(await keyOf(named()))
  })

  it('gives no secret away: the key is another one in each pool', async () => {
    const [one, two] = [await createPoolKeys().keyOf(wanted()), await createPoolKeys().keyOf(wanted())]
    expect(one).not.toBe(two)
    expect(one).toMatch(/^[\w+/]{43}=$/)
  })
})
