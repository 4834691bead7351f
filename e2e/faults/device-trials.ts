import { DEFAULT_BUDGETS, type Budgets } from '@netraven/device'
import { faultTrials, shortBudgets, type FaultTrial } from '../../lab/src/index.ts'
import { createRandom } from '../../lab/src/random.ts'
import { seedOf, shuffled } from './sample.ts'

export interface DeviceTrials {
  /** At most; Infinity: all. */
  readonly trials: number
  readonly seed: string
  /** `default`: the limits that hold unless somebody says otherwise, one trial for each of them. */
  readonly budgets: 'short' | 'default'
}

export interface DeviceTrialResults {
  readonly visits: number
  /** What did not hold, with the trial's name. */
  readonly faults: readonly string[]
  /** Trials by how they had to end. */
  readonly ends: Readonly<Record<string, number>>
}

/** More at once would measure the machine. */
const AT_ONCE = 8

/** Visits faulty devices and jump hosts, by password and key, directly and through a jump host, in an order by chance. */
export async function deviceTrials({ trials, seed, budgets }: DeviceTrials): Promise<DeviceTrialResults> {
  const random = createRandom(seedOf(seed))
  const all = shuffled(faultTrials(random.int(0, 1000)), random)
  const chosen = (budgets === 'default' ? oncePerBudget(all) : all).slice(0, trials)
  const limits: Budgets = budgets === 'default' ? DEFAULT_BUDGETS : { ...DEFAULT_BUDGETS, ...shortBudgets }
  const waiting = [...chosen]
  const faults: string[] = []
  const work = async () => {
    for (let trial = waiting.shift(); trial; trial = waiting.shift())
      for (const fault of await trial.run(limits)) faults.push(`${trial.name}: ${fault}`)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const ends: Record<string, number> = {}
  for (const { ends: kind } of chosen) ends[kind] = (ends[kind] ?? 0) + 1
  return { visits: chosen.length, faults, ends }
}

/** One trial for each limit and each kind of end that it has. A visit of 30 minutes is none of them. */
function oncePerBudget(all: readonly FaultTrial[]): readonly FaultTrial[] {
  const first = new Map<string, FaultTrial>()
  for (const trial of all) {
    const key = `${trial.budget} ${trial.ends}`
    if (trial.budget !== 'none' && trial.budget !== 'total' && !first.has(key)) first.set(key, trial)
  }
  return [...first.values()]
}
