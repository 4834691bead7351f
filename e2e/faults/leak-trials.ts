import { readdir, readlink } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { DEFAULT_BUDGETS } from '@netraven/device'
import { faultTrials, shortBudgets } from '../../lab/src/index.ts'
import { createRandom } from '../../lab/src/random.ts'
import { seedOf, shuffled } from './sample.ts'

export interface LeakResult {
  readonly visits: number
  /** Sockets of this process: before, and when all visits were over. */
  readonly before: number
  readonly after: number
  /** Connections that a device still saw open 2 s after a visit was over. */
  readonly seenOpen: readonly string[]
  /** Timers and handles of Node, of each kind that there are more of than before. */
  readonly more: readonly string[]
}

const AT_ONCE = 12
/** Until what was closed last is gone. */
const SETTLE_MS = 3_000

/** Makes so many visits, to good and to faulty devices, by all ways, and counts what stayed open in this process. */
export async function leakTrials({
  visits,
  seed,
}: {
  readonly visits: number
  readonly seed: string
}): Promise<LeakResult> {
  const random = createRandom(seedOf(seed))
  const trials = faultTrials(random.int(0, 1000))
  const quick = trials.filter(({ budget }) => budget !== 'bytes') // they are the machine's work, not the network's
  const budgets = { ...DEFAULT_BUDGETS, ...shortBudgets }
  const seenOpen: string[] = []
  const makeVisits = async (count: number) => {
    const waiting = Array.from({ length: Math.ceil(count / quick.length) }, () => shuffled(quick, random))
      .flat()
      .slice(0, count)
    const work = async () => {
      for (let trial = waiting.shift(); trial; trial = waiting.shift()) {
        const faults = await trial.run(budgets)
        if (faults.some((fault) => fault.includes('stayed open'))) seenOpen.push(trial.name)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }
  await makeVisits(AT_ONCE) // what is opened once and kept
  await settled(0, 0)
  const before = await sockets()
  const kinds = countKinds()
  await makeVisits(visits)
  const after = await settled(before, SETTLE_MS)
  const more = [...countKinds()].filter(([kind, count]) => count > (kinds.get(kind) ?? 0))
  return {
    visits,
    before,
    after,
    seenOpen,
    more: more.map(([kind, count]) => `${kind}: ${kinds.get(kind) ?? 0} → ${count}`),
  }
}

async function settled(wanted: number, withinMs: number): Promise<number> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(50)) {
    if ((await sockets()) <= wanted) break
  }
  return sockets()
}

async function sockets(): Promise<number> {
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  )
  return links.filter((link) => link.startsWith('socket:')).length
}

function countKinds(): Map<string, number> {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
