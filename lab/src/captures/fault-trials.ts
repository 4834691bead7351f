import type { Budgets } from '@netraven/device'
import type { FakePlatform } from '@netraven/device/testing'
import { writers } from '../configs/writers.ts'
import { deviceFaults } from './device-faults.ts'
import type { DeviceFaultCase, FaultBudget, JumpFaultCase } from './fault-case.ts'
import { faultsAtJumpHost } from './faults-at-jump-host.ts'
import { visitBehindFault, visitFault, ways, type FaultEnd, type Way } from './visit-fault.ts'

/** One fault, met in one way. */
export interface FaultTrial {
  /** `a device that stalls the key exchange, by key through a jump host (frr)`. */
  readonly name: string
  readonly ends: string
  readonly budget: FaultBudget
  /** Visits once, and says what did not hold: nothing, if all is well. */
  run(budgets: Budgets): Promise<readonly string[]>
}

/** Short enough for a test, long enough for two busy cores; what they end, they end soon. */
export const shortBudgets = {
  connectMs: 1_500,
  keyExchangeMs: 1_500,
  authMs: 1_500,
  idleMs: 1_500,
  progressWindowMs: 1_500,
  outputBytes: 4_000_000,
  lineBytes: 1_000_000,
} as const satisfies Partial<Budgets>

const SLACK_MS = 2_000
/** Until a device itself has ended a visit, or many bytes have come. */
const OWN_PACE_MS = 6_000
/** What a busy machine reads at least. */
const BYTES_PER_MS = 4_000
/** A prompt that may have changed is asked for three times, 1 s each. */
const NUDGES_MS = 4_000

/** When a visit that this fault ends must be over. */
export function limitMs({ budget, ends }: Pick<FaultTrial, 'budget' | 'ends'>, budgets: Budgets): number {
  const spent: Record<FaultBudget, number> = {
    connect: budgets.connectMs,
    'key-exchange': budgets.keyExchangeMs,
    auth: budgets.authMs,
    idle: budgets.idleMs,
    progress: 2 * budgets.progressWindowMs, // the window in which it slows down has to pass first
    total: budgets.totalMs,
    bytes: OWN_PACE_MS + budgets.outputBytes / BYTES_PER_MS,
    none: OWN_PACE_MS,
  }
  return spent[budget] + (ends === 'prompt' ? NUDGES_MS : 0) + SLACK_MS
}

const platforms: readonly FakePlatform[] = writers.map(({ platform }) => platform)
const pick = (fault: DeviceFaultCase, number: number): FakePlatform => {
  const possible = fault.platforms ?? platforms
  return possible[number % possible.length] ?? 'frr'
}
const wordsOf = ({ by, through }: Way): string => `by ${by}${through === 'nothing' ? '' : ' through a jump host'}`

/** Every fault in every way, on one platform after the other: `turn` says where to begin. */
export function faultTrials(turn = 0): readonly FaultTrial[] {
  const atDevice = deviceFaults.flatMap((fault, number) =>
    ways.map((way, at) => deviceTrial(fault, way, pick(fault, number + at + turn))),
  )
  const atHop = faultsAtJumpHost.flatMap((fault, number) =>
    ways
      .filter(({ through }) => through === 'jump-host')
      .map((way, at) => jumpTrial(fault, way, platforms[(number + at + turn) % platforms.length] ?? 'frr')),
  )
  return [...atDevice, ...atHop]
}

/** Every fault once, by password and without a detour. */
export const plainTrials = (): readonly FaultTrial[] =>
  deviceFaults.map((fault, number) => deviceTrial(fault, { by: 'password', through: 'nothing' }, pick(fault, number)))

function deviceTrial(fault: DeviceFaultCase, way: Way, platform: FakePlatform): FaultTrial {
  return {
    ...fault,
    name: `a device that ${fault.name}, ${wordsOf(way)} (${platform})`,
    run: async (usual) => {
      const budgets = { ...usual, ...fault.limits }
      return faultsOf(fault, await visitFault(fault, { platform, way, budgets }), budgets)
    },
  }
}

function jumpTrial(fault: JumpFaultCase, way: Way, platform: FakePlatform): FaultTrial {
  return {
    ...fault,
    name: `a jump host that ${fault.name}, ${wordsOf(way)} (${platform})`,
    run: async (budgets) => {
      const end = await visitBehindFault(fault, { platform, way, budgets })
      const isNamed = `${end.hop} ${end.why}`.includes('hop 1 of 1')
      const faults = faultsOf(fault, end, budgets)
      return isNamed === fault.namesHop ? faults : [...faults, `the hop is not named: ${end.why}`]
    },
  }
}

function faultsOf(
  fault: DeviceFaultCase | JumpFaultCase,
  { end, why, kept, sent, tookMs, passwords, open }: FaultEnd,
  budgets: Budgets,
): readonly string[] {
  const faults: string[] = []
  if (end !== fault.ends) faults.push(`ended as ${end} instead of ${fault.ends}: ${why}`)
  if (kept && !kept.equals(sent))
    faults.push(`kept ${kept.length} bytes that are not the ${sent.length} that were sent`)
  if (tookMs > limitMs(fault, budgets)) faults.push(`took ${Math.round(tookMs)} of ${limitMs(fault, budgets)} ms`)
  const most = fault.passwordsAtMost ?? 1
  if (passwords > most) faults.push(`saw ${passwords} passwords, at most ${most}`)
  if (open > 0) faults.push(`${open} connections stayed open`)
  return faults
}
