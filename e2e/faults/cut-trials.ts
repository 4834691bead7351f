import { createHash } from 'node:crypto'
import { cutCases, type LabDevice, startLab } from '../../lab/src/index.ts'
import { openChunks, quarantineContext } from '../../packages/server/src/crypto/seal.ts'
import { createOpenOriginal } from '../../packages/server/src/snapshots/open-original.ts'
import type { Device } from '../../packages/server/src/store/devices.ts'
import type { Target } from '../../packages/server/src/store/targets.ts'
import { openPipeline, type Pipeline, test } from '../../packages/server/src/wiring/testing/pipeline.ts'

export interface CutOptions {
  /** Random byte positions for each platform and each ending. */
  readonly trials: number
  readonly seed: string
}

/** What came of all cuts of one platform that ended in one way. */
export interface CutResult {
  readonly platform: string
  readonly ending: string
  trials: number
  /** Cut texts that were kept as good. */
  kept: number
  /** What did not hold, with the position; empty is good. */
  readonly faults: string[]
}

/** A simulated device, the inventory's row of it, and how its cuts end. */
interface Lane {
  readonly device: LabDevice
  readonly row: Device
  readonly ending: number
  readonly result: CutResult
}

const PLATFORMS = 5
const ENDINGS = 3
/** The first copy of a device has a good snapshot before its first cut, the second one has none. */
const COPIES = 2

/** Cuts configurations at random bytes, in each way they may end, all the way through a worker and its database, and
 *  looks at what was kept. Every second round the devices were changed before. */
export async function cutTrials({ trials, seed }: CutOptions): Promise<readonly CutResult[]> {
  await using lab = await startLab({ devices: PLATFORMS * ENDINGS * COPIES })
  await using at = await openPipeline('pglite', { 'job.max_parallel': 50 })
  await at.credential(lab.credential)
  await using _worker = at.startWorker((parts) => ({ budgets: () => ({ ...parts.budgets(), idleMs: 1_000 }) }))
  const lanes = await openLanes(at, lab.devices)
  await at.ended(await at.enqueue(lanes.slice(0, lanes.length / COPIES).map(({ row }) => row)))
  for (let trial = 0; trial < trials; trial += COPIES) {
    if (trial % (2 * COPIES) > 0) for (const { device } of lanes) lab.change(device.hostname)
    await cutOnce(at, lanes, (lane) => `${seed}/${lane.device.hostname}/${trial}`)
  }
  return [...new Set(lanes.map(({ result }) => result))]
}

async function openLanes(at: Pipeline, devices: readonly LabDevice[]): Promise<Lane[]> {
  const results = new Map<string, CutResult>()
  return Promise.all(
    devices.map(async (device, number) => {
      const ending = Math.floor(number / PLATFORMS) % ENDINGS
      const name = ['closed', 'silence', 'prompt'][ending] ?? ''
      const key = `${device.platform} ${name}`
      const result = results.get(key) ?? { platform: device.platform, ending: name, trials: 0, kept: 0, faults: [] }
      results.set(key, result)
      return { device, row: await at.onboard(device), ending, result }
    }),
  )
}

/** Cuts every device once, in one run. */
async function cutOnce(at: Pipeline, lanes: readonly Lane[], seedOf: (lane: Lane) => string): Promise<void> {
  const cuts = lanes.map((lane) => {
    const atByte = numberFrom(seedOf(lane)) % lane.device.configAnswer().toString('latin1').trimEnd().length
    const cut = cutCases(lane.device.platform, atByte)[lane.ending]
    if (!cut) throw new Error(`${lane.device.platform} has no such cut`)
    lane.device.setFault(...cut.faults)
    return { lane, atByte, ends: cut.ends }
  })
  const run = await at.enqueue(lanes.map(({ row }) => row))
  await at.ended(run)
  const targets = new Map((await at.targets(run)).map((target) => [target.deviceId, target]))
  for (const { lane, atByte, ends } of cuts) {
    const target = targets.get(lane.row.id)
    const { faults, kept } = target ? await judge(at, lane, target, ends) : { faults: ['no target'], kept: 0 }
    lane.result.trials++
    lane.result.kept += kept
    lane.result.faults.push(...faults.map((fault) => `cut at byte ${atByte} (${seedOf(lane)}): ${fault}`))
  }
}

async function judge(at: Pipeline, { device }: Lane, target: Target, ends: string) {
  const faults: string[] = []
  const end = target.status === 'SUCCEEDED' ? 'succeeded' : target.errorCode
  if (end !== ends) faults.push(`ended ${end} instead of ${ends}: ${target.errorMessage}`)
  const kept = await originalOf(at, target)
  const isCut = kept !== undefined && wholeLines(kept) !== wholeLines(device.configAnswer().toString('latin1'))
  if (isCut) faults.push(`kept ${kept.length} bytes of a cut text`)
  const sent = device.seen.lastConfigSent.toString('latin1')
  if (end !== 'succeeded' && sent.trim() !== '') {
    const aside = await quarantinedOf(at, target)
    const lines = sent.slice(0, sent.lastIndexOf('\n') + 1)
    if (aside === undefined) faults.push('its text is not in quarantine')
    else if (!aside.startsWith(lines.trimEnd())) faults.push('another text is in quarantine')
  }
  return { faults, kept: isCut ? 1 : 0 }
}

/** The text that the target kept, byte for byte. */
async function originalOf(at: Pipeline, { snapshotId }: Target): Promise<string | undefined> {
  const escrow = snapshotId === null ? undefined : await at.ground.stores.escrows.get(test, snapshotId)
  return escrow && (await createOpenOriginal(at.ground.keyring)(escrow)).toString('latin1')
}

async function quarantinedOf(at: Pipeline, target: Target): Promise<string | undefined> {
  const items = await at.ground.stores.quarantine.list(test, PLATFORMS * ENDINGS * COPIES)
  const id = items.find(({ targetId }) => targetId === target.id)?.id
  const item = id === undefined ? undefined : await at.ground.stores.quarantine.get(test, id)
  if (!item) return undefined
  return openChunks(await at.ground.keyring.open(item.dataKeyId), item.sealed, quarantineContext(item.id)).toString(
    'latin1',
  )
}

/** Without the line in which RouterOS tells the time, and without the line ends at the end. */
const wholeLines = (text: string): string => text.replace(/^# \d{4}-\S+ \S+ by RouterOS/, '# by RouterOS').trimEnd()

const numberFrom = (seed: string): number => createHash('sha256').update(seed).digest().readUInt32BE()
