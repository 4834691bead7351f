import type { DeviceErrorKind } from '@netraven/device'

/** `device.retry.*`: tries after the first one, and the waits between them in seconds. */
export interface RetryPolicy {
  readonly retries: number
  readonly backoffS: number
  readonly multiplier: number
  readonly maxS: number
}

/** What this visit has been through so far. */
export interface Tries {
  readonly failures: number
  readonly prompts: number
  readonly credentialsLeft: number
}

export type NextStep =
  | { readonly do: 'stop' }
  | { readonly do: 'next-credential' }
  | { readonly do: 'again'; readonly afterMs: number }

/** What follows a failed visit. A refused credential is never tried twice: many AAA servers lock the account.
 *  `random` is a number from 0 to 1 that spreads the waits by ± 20 %. */
export function nextStep(kind: DeviceErrorKind, tries: Tries, policy: RetryPolicy, random: number): NextStep {
  switch (kind) {
    case 'unreachable':
    case 'timeout':
    case 'closed':
      if (tries.failures > policy.retries) return { do: 'stop' }
      return { do: 'again', afterMs: backoffMs(tries.failures, policy) * (0.8 + 0.4 * random) }
    case 'prompt':
      return tries.prompts > 1 ? { do: 'stop' } : { do: 'again', afterMs: backoffMs(1, policy) }
    case 'auth':
      return tries.credentialsLeft > 0 ? { do: 'next-credential' } : { do: 'stop' }
    default:
      return { do: 'stop' }
  }
}

const backoffMs = (failures: number, policy: RetryPolicy): number =>
  Math.min(policy.backoffS * policy.multiplier ** (failures - 1), policy.maxS) * 1000
