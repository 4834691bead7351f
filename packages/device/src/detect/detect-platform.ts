import { DEFAULT_BUDGETS, type Budgets } from '../budgets.ts'
import { DeviceError, type DeviceErrorDetails } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { PLATFORMS } from '../registry.ts'
import type { Credential } from '../transports/ssh-auth.ts'
import type { Transport } from '../transports/transport.ts'
import type { Finding } from './finding.ts'
import { lookAt, type Look } from './look.ts'
import { nextProbe } from './next-probe.ts'
import type { Observation } from './observation.ts'
import { judge, type Verdict } from './verdict.ts'

const MAX_PROBES = 5

/** What a device is, and why. */
export interface Detection extends Finding {
  readonly platform: Platform
  /** Points of the platform; 90 are enough. */
  readonly score: number
}

export interface DetectParts {
  readonly transport: Transport
  /** For transports that ask for user and password inside the shell. */
  readonly credential?: Credential | undefined
  readonly budgets?: Partial<Budgets> | undefined
  readonly details?: DeviceErrorDetails
  /** What is known already. */
  readonly seen?: readonly Observation[]
  readonly platforms?: readonly Platform[]
}

/** Finds out what a device is: what it shows by itself, then at most five read-only probes, those first that can decide between
 *  the platforms left. Types no `enable`, no configuration command and no second credential. Throws `unsupported` with the
 *  candidates and the evidence when nothing wins clearly: it never guesses. */
export async function detectOn(parts: DetectParts): Promise<Detection> {
  const { transport, platforms = PLATFORMS, credential, details } = parts
  const look = await lookAt({ transport, platforms, credential, budgets: { ...DEFAULT_BUDGETS, ...parts.budgets } })
  try {
    const verdict = await decide(look, [...(parts.seen ?? []), ...look.free], platforms)
    if (!verdict.winner && look.lost) throw look.lost
    return detectionOf(verdict, details)
  } finally {
    await look.leave()
  }
}

async function decide(
  look: Look & { readonly lost?: DeviceError },
  free: readonly Observation[],
  platforms: readonly Platform[],
): Promise<Verdict> {
  const seen = [...free]
  let verdict = judge(seen, platforms)
  for (let left = MAX_PROBES; left > 0 && !verdict.winner && !look.lost; left--) {
    const probe = nextProbe(seen, verdict.candidates, platforms)
    if (probe === undefined) break
    seen.push(await look.ask(probe))
    verdict = judge(seen, platforms)
  }
  return verdict
}

/** The verdict as an answer; `unsupported` when there is no winner. */
export function detectionOf(verdict: Verdict, details?: DeviceErrorDetails): Detection {
  const { winner, candidates, evidence } = verdict
  const [best] = candidates
  if (winner && best) return { platform: winner, score: best.score, candidates, evidence }
  const likely = candidates.slice(0, 5).map(({ platform, score }) => `${platform} ${score}`)
  throw new DeviceError('unsupported', `the platform could not be detected (${likely.join(', ') || 'no candidate'})`, {
    ...details,
    phase: 'detect',
    hint: best
      ? `name the platform, such as "${best.platform}"; "netraven platforms" lists all of them`
      : 'name the platform; "netraven platforms" lists them, and "generic" takes an unknown device',
    finding: { candidates, evidence },
  })
}
