import { setTimeout as sleep } from 'node:timers/promises'
import { DeviceError, openSession } from '@netraven/device'
import type { Budgets, RefusedAddress } from '@netraven/device'
import { chooseCredentials } from '../credentials/choose.ts'
import type { Findings, JobContext, JobType } from '../jobs/job-type.ts'
import { nextStep, type RetryPolicy } from '../runs/next-step.ts'
import type { Device } from '../store/devices.ts'
import type { Run } from '../store/runs.ts'
import { failedHop, learnSecrets, loginOf, noCredential, wayTo, type Hop, type WayParts } from './way-to-device.ts'

export interface VisitParts extends WayParts {
  readonly retry: () => RetryPolicy
  readonly budgets: () => Partial<Budgets>
  /** NetRaven's own database and API. */
  readonly refuse: () => readonly RefusedAddress[]
}

export interface Work {
  readonly device: Device
  readonly run: Run
  readonly type: JobType
  readonly context: JobContext
  /** Takes up what NetRaven logs in with, so that it is hidden wherever the device repeats it. */
  readonly learned: Set<string>
}

export interface Failure {
  readonly error: DeviceError
  /** How many connections were tried. */
  readonly visits: number
}

export type Visit =
  | { readonly ok: true; readonly findings: Findings; readonly visits: number }
  | ({ readonly ok: false } & Failure)

/** Opens a session to a device and lets the job type work on it: the only door to a device in a run. Tries again, or
 *  with the next credential, as the kind of the error says. A DeviceError is a value here; anything else is a bug and throws. */
export async function visitDevice(parts: VisitParts, work: Work, signal: AbortSignal): Promise<Visit> {
  const credentials = chooseCredentials(await parts.credentials.standings(work.device.id))
  const visit = await visitUntil(parts, work, credentials, signal)
  return visit ?? { ok: false, error: noCredential(work.device), visits: 0 }
}

/** One visit after the other until one succeeds or the kind of its error says stop; undefined without a credential. */
async function visitUntil(
  parts: VisitParts,
  work: Work,
  [first, ...rest]: readonly string[],
  signal: AbortSignal,
): Promise<Visit | undefined> {
  const tries = { failures: 0, prompts: 0 }
  let credentialId = first
  for (let visits = 1; credentialId !== undefined; visits++) {
    const visit = await visitOnce(parts, work, credentialId, signal)
    if (!(visit instanceof DeviceError)) return { ok: true, findings: visit, visits }
    tries.failures++
    if (visit.kind === 'prompt') tries.prompts++
    const left = credentialsFor(visit, rest)
    const step = nextStep(visit.kind, { ...tries, credentialsLeft: left }, parts.retry(), Math.random())
    if (step.do === 'stop' || signal.aborted) return { ok: false, error: visit, visits }
    if (step.do === 'next-credential') credentialId = rest.shift()
    else await sleep(step.afterMs, undefined, { signal }).catch(() => undefined)
  }
  return undefined
}

/** None of a device's credentials opens its jump host. */
const credentialsFor = ({ details }: DeviceError, left: readonly string[]): number =>
  details.hop === undefined ? left.length : 0

async function visitOnce(
  parts: VisitParts,
  work: Work,
  credentialId: string,
  signal: AbortSignal,
): Promise<Findings | DeviceError> {
  const { device, run, type, context, learned } = work
  const credential = await parts.unlock(credentialId, { runId: run.id, deviceId: device.id })
  learnSecrets(credential, learned)
  let hops: readonly Hop[] = []
  try {
    hops = await wayTo(parts, work)
    await using session = await openSession({
      host: device.address,
      port: device.port,
      transport: device.transport,
      platform: device.platform,
      credential: loginOf(credential),
      jump: hops.map(({ jump }) => jump),
      enableSecret: () => credential.enableSecret,
      hostKey: parts.hostKeyPolicy(device, run),
      algorithms: device.algorithms,
      budgets: parts.budgets(),
      keepaliveMs: parts.keepaliveMs(),
      refuse: parts.refuse(),
      signal,
    })
    await parts.credentials.countUse(credentialId, device.id, 'succeeded')
    for (const hop of hops) await parts.credentials.countUse(hop.credentialId, hop.device.id, 'succeeded')
    return await type.run(session, run.params, context)
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    const refused = failedHop(hops, error) ?? { credentialId, device }
    if (error.kind === 'auth') await parts.credentials.countUse(refused.credentialId, refused.device.id, 'refused')
    return error
  }
}
