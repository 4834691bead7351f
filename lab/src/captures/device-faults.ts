import type { DeviceErrorKind } from '@netraven/device'
import type { Fault, FakePlatform } from '@netraven/device/testing'

/** The limit that ends a visit to a faulty device; `none`: the device itself ends it. */
export type FaultBudget = 'connect' | 'key-exchange' | 'auth' | 'idle' | 'bytes' | 'none'

/** A device that misbehaves, and how a backup of it must end. */
export interface DeviceFaultCase {
  /** Reads on from "a device that …". */
  readonly name: string
  readonly faults: readonly Fault[]
  readonly ends: DeviceErrorKind | 'succeeded'
  readonly budget: FaultBudget
  /** Default: every platform. */
  readonly platforms?: readonly FakePlatform[]
  /** Nothing listens on the device's port. */
  readonly portClosed?: true
  /** The visitor knows the device's key of before, or has the wrong password. */
  readonly visitor?: 'knows-the-key' | 'wrong-password'
  /** How many passwords the device may have been shown, at most. */
  readonly passwordsAtMost?: number
}

const shells: readonly FakePlatform[] = ['cisco_ios', 'juniper_junos', 'linux', 'frr']
const inShell = { kind: 'no-exec' } as const

const beforeLogin: readonly DeviceFaultCase[] = [
  {
    name: 'has nothing on its port',
    faults: [],
    portClosed: true,
    ends: 'unreachable',
    budget: 'none',
    passwordsAtMost: 0,
  },
  {
    name: 'resets each connection',
    faults: [{ kind: 'reset-after-accept' }],
    ends: 'closed',
    budget: 'none',
    passwordsAtMost: 0,
  },
  {
    name: 'never identifies itself',
    faults: [{ kind: 'stall', at: 'banner' }],
    ends: 'timeout',
    budget: 'key-exchange',
    passwordsAtMost: 0,
  },
  {
    name: 'stalls the key exchange',
    faults: [{ kind: 'stall', at: 'kex' }],
    ends: 'timeout',
    budget: 'key-exchange',
    passwordsAtMost: 0,
  },
  { name: 'never answers a login', faults: [{ kind: 'stall', at: 'auth' }], ends: 'timeout', budget: 'auth' },
  {
    name: 'is no SSH server',
    faults: [{ kind: 'not-ssh' }],
    ends: 'unsupported',
    budget: 'key-exchange',
    passwordsAtMost: 0,
  },
  {
    name: 'greets with 10 MB of text',
    faults: [{ kind: 'huge-banner', bytes: 10_000_000, where: 'greeting' }],
    ends: 'unsupported',
    budget: 'bytes',
    passwordsAtMost: 0,
  },
  {
    name: 'has another host key than before',
    faults: [{ kind: 'other-host-key' }],
    visitor: 'knows-the-key',
    ends: 'host_key',
    budget: 'none',
    passwordsAtMost: 0,
  },
  {
    name: 'knows only algorithms of 2005',
    faults: [{ kind: 'legacy-algorithms' }],
    ends: 'algorithm',
    budget: 'none',
    passwordsAtMost: 0,
  },
]

const login: readonly DeviceFaultCase[] = [
  {
    name: 'refuses the password',
    faults: [],
    visitor: 'wrong-password',
    ends: 'auth',
    budget: 'none',
    passwordsAtMost: 2,
  },
  {
    name: 'wants a second factor',
    faults: [{ kind: 'partial-success' }],
    ends: 'auth',
    budget: 'none',
    passwordsAtMost: 2,
  },
  { name: 'asks for ever', faults: [{ kind: 'endless-questions' }], ends: 'auth', budget: 'none', passwordsAtMost: 3 },
  { name: 'hangs up after the login', faults: [{ kind: 'close-after-login' }], ends: 'closed', budget: 'none' },
]

const reading: readonly DeviceFaultCase[] = [
  { name: 'never prompts', faults: [inShell, { kind: 'no-prompt' }], ends: 'prompt', budget: 'idle' },
  {
    name: 'has another prompt each time',
    faults: [inShell, { kind: 'prompt-changes', to: 'standby-%n>' }],
    ends: 'prompt',
    budget: 'idle',
  },
  { name: 'never ends its configuration', faults: [{ kind: 'endless-output' }], ends: 'incomplete', budget: 'bytes' },
  {
    name: 'sends one line of 100 MB',
    faults: [{ kind: 'huge-line', bytes: 100_000_000 }],
    ends: 'incomplete',
    budget: 'bytes',
  },
  {
    name: 'refuses to show its configuration',
    faults: [{ kind: 'refuse-config', text: '% Permission denied\n' }],
    ends: 'rejected',
    budget: 'none',
    platforms: ['cisco_ios', 'frr'],
  },
  { name: 'shows an empty configuration', faults: [{ kind: 'empty-config' }], ends: 'incomplete', budget: 'none' },
]

const harmless: readonly DeviceFaultCase[] = [
  {
    name: 'sends seven bytes at a time',
    faults: [{ kind: 'chunks', bytes: 7, delayMs: 0 }],
    ends: 'succeeded',
    budget: 'none',
  },
  {
    name: 'does not echo',
    faults: [inShell, { kind: 'no-echo' }],
    ends: 'succeeded',
    budget: 'none',
    platforms: shells,
  },
  {
    name: 'has its prompt in its banner',
    faults: [inShell, { kind: 'fake-prompt', where: 'banner', pauseMs: 15 }],
    ends: 'succeeded',
    budget: 'none',
    platforms: shells,
  },
  {
    name: 'has its prompt in its configuration',
    faults: [inShell, { kind: 'fake-prompt', where: 'config', pauseMs: 15 }],
    ends: 'succeeded',
    budget: 'none',
    platforms: shells,
  },
  {
    name: 'was renamed while it was read',
    faults: [inShell, { kind: 'prompt-changes', to: 'renamed>' }],
    ends: 'succeeded',
    budget: 'none',
  },
  { name: 'never hangs up', faults: [{ kind: 'never-hangs-up' }], ends: 'succeeded', budget: 'none' },
]

/** Whole-device faults. Cuts at a byte are made by `cutCases`. */
export const deviceFaults: readonly DeviceFaultCase[] = [...beforeLogin, ...login, ...reading, ...harmless]

/** How many passwords reach a device is counted by the device itself: `device.seen.passwords`. */
export const cutEndings = [
  { ending: 'closed', ends: 'closed' },
  { ending: 'silence', ends: 'timeout' },
  { ending: 'prompt', ends: 'incomplete' },
] as const

/** A configuration cut at one byte, ended in one way. Where an end mark or a declared size proves, every read is cut;
 *  where structure or two reads prove, the first read only, and the device is then read whole. */
export function cutCases(platform: FakePlatform, atByte: number): readonly DeviceFaultCase[] {
  const provesItself = platform === 'cisco_ios' || platform === 'frr'
  return cutEndings.map(({ ending, ends }) => {
    const reads = provesItself || ending !== 'prompt' ? 'every' : 'first'
    return {
      name: `cuts its configuration at byte ${atByte}, then ${ending}`,
      faults: [{ kind: 'cut-config', atByte, ending, reads }],
      ends: reads === 'first' ? 'succeeded' : ends,
      budget: ending === 'silence' ? 'idle' : 'none',
      platforms: [platform],
    }
  })
}
