import { inShell, type DeviceFaultCase } from './fault-case.ts'

const none = { budget: 'none' } as const

const refusals: readonly DeviceFaultCase[] = [
  { name: 'refuses the credential', faults: [], visitor: 'wrong-secret', ends: 'auth', ...none },
  { name: 'wants a second factor', faults: [{ kind: 'partial-success' }], ends: 'auth', ...none },
  { name: 'asks for ever', faults: [{ kind: 'endless-questions' }], ends: 'auth', ...none, passwordsAtMost: 2 },
  {
    name: 'disconnects instead of refusing',
    faults: [{ kind: 'breaks-off', at: 'auth', how: 'disconnect' }],
    ends: 'auth',
    ...none,
  },
  {
    name: 'has a login banner that is too long',
    faults: [{ kind: 'auth-banner', bytes: 30_000 }],
    limits: { bannerBytes: 10_000 },
    ends: 'unsupported',
    ...none,
  },
  { name: 'never answers a login', faults: [{ kind: 'stall', at: 'auth' }], ends: 'timeout', budget: 'auth' },
]

/** Breaking off at each step: at an authentication request, when the client is in, and at its first wish. */
const breaks = (['auth', 'ready', 'session'] as const).flatMap((at) =>
  (['hang-up', 'reset', 'noise', 'deaf'] as const).map((how): DeviceFaultCase => ({
    name: `breaks off at the step "${at}" (${how})`,
    faults: [{ kind: 'breaks-off', at, how }],
    ends: how === 'deaf' ? 'timeout' : 'closed',
    budget: how === 'deaf' ? 'auth' : 'none',
  })),
)

export const faultsAtLogin: readonly DeviceFaultCase[] = [
  ...refusals,
  ...breaks,
  { name: 'closes in order after the login', faults: [{ kind: 'close-after-login' }], ends: 'closed', ...none },
  {
    name: 'opens neither shell nor command',
    faults: [inShell, { kind: 'no-shell' }],
    ends: 'unsupported',
    ...none,
  },
]
