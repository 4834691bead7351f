import type { JumpFaultCase } from './fault-case.ts'

const none = { budget: 'none', namesHop: true } as const

/** What may go wrong on the way to a device. */
export const faultsAtJumpHost: readonly JumpFaultCase[] = [
  { name: 'has nothing on its port', faults: [], goesTo: 'closed-port', ends: 'unreachable', ...none },
  { name: 'answers no connection', faults: [], goesTo: 'black-hole', ends: 'unreachable', ...none, budget: 'connect' },
  { name: 'is link-local', faults: [], goesTo: 'link-local', ends: 'unsupported', ...none },
  { name: 'resets each connection', faults: [{ kind: 'reset-after-accept' }], ends: 'closed', ...none },
  {
    name: 'never identifies itself',
    faults: [{ kind: 'stall', at: 'banner' }],
    ends: 'timeout',
    ...none,
    budget: 'key-exchange',
  },
  {
    name: 'stalls the key exchange',
    faults: [{ kind: 'stall', at: 'kex' }],
    ends: 'timeout',
    ...none,
    budget: 'key-exchange',
  },
  { name: 'never answers a login', faults: [{ kind: 'stall', at: 'auth' }], ends: 'timeout', ...none, budget: 'auth' },
  { name: 'is no SSH server', faults: [{ kind: 'not-ssh' }], ends: 'unsupported', ...none, budget: 'key-exchange' },
  { name: 'knows only algorithms of 2005', faults: [{ kind: 'legacy-algorithms' }], ends: 'algorithm', ...none },
  {
    name: 'has another host key than before',
    faults: [{ kind: 'other-host-key' }],
    visitor: 'knows-the-key',
    ends: 'host_key',
    ...none,
    passwordsAtMost: 0,
  },
  { name: 'refuses the credential', faults: [], visitor: 'wrong-secret', ends: 'auth', ...none },
  { name: 'wants a second factor', faults: [{ kind: 'partial-success' }], ends: 'auth', ...none },
  { name: 'closes in order after the login', faults: [{ kind: 'close-after-login' }], ends: 'closed', ...none },
  ...(['hang-up', 'reset', 'noise'] as const).map((how) => ({
    name: `breaks off as soon as the client is in (${how})`,
    faults: [{ kind: 'breaks-off', at: 'ready', how }] as const,
    ends: 'closed' as const,
    ...none,
  })),
  {
    name: 'refuses to go on',
    faults: [{ kind: 'forward', how: 'refused' }],
    ends: 'unreachable',
    budget: 'none',
    namesHop: true,
  },
  {
    name: 'never answers where to go on',
    faults: [{ kind: 'forward', how: 'silent' }],
    ends: 'unreachable',
    budget: 'connect',
    namesHop: true,
  },
  {
    name: 'dies while the device is read',
    faults: [{ kind: 'forward', how: 'dies', afterBytes: 6_000 }],
    ends: 'closed',
    ...none,
  },
  {
    name: 'hears and says nothing more once the client is in',
    faults: [{ kind: 'breaks-off', at: 'ready', how: 'deaf' }],
    ends: 'unreachable',
    budget: 'connect',
    namesHop: true,
  },
]
