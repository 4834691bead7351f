import { DEFAULT_BUDGETS, type Budgets } from '../budgets.ts'
import { DeviceError, type DeviceErrorDetails } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { PLATFORMS } from '../registry.ts'
import { connect, defaultPort, type Reach } from '../transports/connect.ts'
import { readSystem, type SnmpOptions } from '../transports/snmp/read-system.ts'
import type { Credential } from '../transports/credential.ts'
import type { Transport } from '../transports/transport.ts'
import type { Finding } from './finding.ts'
import { lookAt, type Look } from './look.ts'
import { nextProbe } from './next-probe.ts'
import { observe, type Observation } from './observation.ts'
import { judge, type Verdict } from './verdict.ts'

const MAX_PROBES = 5

/** What a device is, and why. */
export interface Detection extends Finding {
  readonly platform: Platform
  /** Points of the platform; 90 are enough. */
  readonly score: number
}

/** How to reach a device whose platform is unknown. */
export interface DetectOptions extends Reach {
  /** Asks over SNMP first; where that decides, nobody logs in. Never through a jump host. */
  readonly snmp?: SnmpOptions
}

/** Finds out what a device is: by SNMP where a community is given, by what it shows at login, and by at most five read-only probes.
 *  Throws `unsupported` with the candidates and the evidence (`details.finding`) when nothing wins clearly: it never guesses.
 *  @example
 *  const { platform, score, evidence } = await detectPlatform({ host: '192.0.2.7', credential, hostKey: tofu(store) })
 *  await using session = await openSession({ host: '192.0.2.7', platform, credential, hostKey: tofu(store) }) */
export async function detectPlatform(options: DetectOptions): Promise<Detection> {
  const { host, port = defaultPort(options.transport), credential, budgets } = options
  const details = { host, port }
  const seen = await askSnmp(options)
  const verdict = judge(seen, PLATFORMS)
  if (verdict.winner) return detectionOf(verdict, details)
  const transport = await connect(options)
  try {
    return await detectOn({ transport, credential, budgets, details, seen })
  } finally {
    await transport.close()
  }
}

async function askSnmp({ snmp, host, refuse, signal, jump }: DetectOptions): Promise<readonly Observation[]> {
  if (!snmp || (jump?.length ?? 0) > 0) return []
  const system = await readSystem({ ...snmp, host, refuse, signal })
  return system ? [observe('sysObjectId', system.sysObjectId), observe('sysDescr', system.sysDescr)] : []
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

/** Finds out what the device at the other end of a connection is: what it shows by itself, then at most five read-only probes, those first that can decide between
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
function detectionOf(verdict: Verdict, details?: DeviceErrorDetails): Detection {
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
