import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testEngines } from '../db/testing/open-test-database.ts'
import { createOpenOriginal } from '../snapshots/open-original.ts'
import { openPipeline, type Pipeline, test } from '../wiring/testing/pipeline.ts'

describe.each(testEngines)('the path of a backup on %s', (engine) => {
  let at: Pipeline
  beforeAll(async () => {
    at = await openPipeline(engine)
  })
  afterAll(() => at?.[Symbol.asyncDispose]())

  const escrowOf = async (snapshotId: string) => {
    const escrow = await at.ground.stores.escrows.get(test, snapshotId)
    if (!escrow) throw new Error('no original is kept')
    return { ...escrow, original: await createOpenOriginal(at.ground.keyring)(escrow) }
  }

  const originalsOf = async (snapshotId: string) => {
    const found: [string, string][] = []
    for await (const escrow of at.ground.stores.escrows.pages(1)) {
      if (escrow.snapshotId === snapshotId)
        found.push([escrow.kind, (await createOpenOriginal(at.ground.keyring)(escrow)).toString()])
    }
    return found
  }

  it('leads from the wish to a snapshot without secrets, and a sealed original byte for byte', async () => {
    const { device, row } = await at.standardDevice()

    const run = await at.backUp([row])

    expect(run).toMatchObject({ status: 'COMPLETED', targetsTotal: 1, targetsSucceeded: 1 })
    const target = await at.target(run)
    expect(target).toMatchObject({ status: 'SUCCEEDED', outcome: 'new', attempt: 1, lost: 0 })
    const [snapshot] = await at.snapshots(row)
    expect(snapshot).toMatchObject({ id: target.snapshotId, runId: run.id, provenBy: 'end-mark', previousId: null })
    const text = await at.ground.stores.blobs.get(snapshot!.blobSha256)
    expect(text?.toString()).toContain(' description uplink\n')
    expect(text?.toString()).toMatch(/^snmp-server community <secret:\S+> RO$/m)
    expect(text?.toString()).not.toMatch(/Plain-Secret-77|Yk3-community-ro/)
    const { original, kind, sealed } = await escrowOf(snapshot!.id)
    expect(original.toString().trimEnd()).toBe(device.seen.lastConfigSent.toString().trimEnd())
    expect(kind).toBe('first')
    expect(sealed.includes('Plain-Secret-77')).toBe(false)
    const { facts, factsAt } = (await at.ground.stores.devices.get(test, row.id))!
    expect(facts).toMatchObject({ hostname: device.hostname, version: expect.any(String) })
    expect(factsAt).toBeInstanceOf(Date)
  })

  it('leads over telnet where the device says so', async () => {
    const { device, row } = await at.standardDevice({ transport: 'telnet' })
    await at.ground.stores.devices.update(test, row.id, { transport: 'telnet' })
    expect(await at.target(await at.backUp([row]))).toMatchObject({ status: 'SUCCEEDED' })
    expect(device.seen.configReads).toBe(1)
  })

  it('makes no snapshot when nothing changed, and moves "last verified" on', async () => {
    const { row } = await at.standardDevice()
    await at.backUp([row])
    const [before] = await at.snapshots(row)

    const target = await at.target(await at.backUp([row]))

    expect(target).toMatchObject({ status: 'SUCCEEDED', outcome: 'unchanged', snapshotId: before!.id })
    const [after, ...others] = await at.snapshots(row)
    expect(others).toEqual([])
    expect(after!.verifiedAt.getTime()).toBeGreaterThan(before!.verifiedAt.getTime())
    expect(after!.capturedAt).toEqual(before!.capturedAt)
    expect((await escrowOf(after!.id)).kind).toBe('first')
  })

  it.each([
    ['a volatile line', 'ntp clock-period 17179869', 'ntp clock-period 17180001'],
    ['the salt of an encoded secret', 'enable password 7 02050D480809', 'enable password 7 094F471A1A0A'],
  ])('keeps the newest original beside the first when only %s differs', async (_what, before, after) => {
    const { device, row } = await at.standardDevice()
    device.config = device.config.replace('line vty', `${before}\n!\nline vty`)
    await at.backUp([row])
    device.config = device.config.replace(before, after)

    const target = await at.target(await at.backUp([row]))

    expect(target.outcome).toBe('unchanged')
    expect(await at.snapshots(row)).toHaveLength(1)
    const newest = await escrowOf(target.snapshotId!)
    expect(newest.kind).toBe('newest')
    expect(newest.original.toString()).toContain(after)
    expect(await originalsOf(target.snapshotId!)).toEqual([
      ['first', expect.stringContaining(before)],
      ['newest', expect.stringContaining(after)],
    ])
  })

  it('makes one more snapshot with the difference when the device changed', async () => {
    const { device, row } = await at.standardDevice()
    await at.backUp([row])
    device.config = device.config.replace(' description uplink\n', ' description core\n mtu 9000\n')

    const target = await at.target(await at.backUp([row]))

    const [newest, first] = await at.snapshots(row) // the line with the declared size changes too
    expect(target).toMatchObject({ outcome: 'changed', snapshotId: newest!.id })
    expect(newest).toMatchObject({ linesAdded: 3, linesRemoved: 2, previousId: first!.id })
    const { items } = await at.ground.stores.logs.list(test, { deviceId: row.id }, null, 1)
    expect(items[0]!.message).toMatch(/running-config changed \(\+3 -2\)/)
  })

  it('shows a changed secret as a changed token', async () => {
    const { device, row } = await at.standardDevice()
    await at.backUp([row])
    device.config = device.config.replace('Yk3-community-ro', 'Zz4-community-rw')

    expect((await at.target(await at.backUp([row]))).outcome).toBe('changed')

    const [newest] = await at.snapshots(row)
    expect(newest).toMatchObject({ linesAdded: 1, linesRemoved: 1 })
  })

  it('ends a run without devices at once', async () => {
    const job = await at.job({ tags: [] })
    expect(await at.backUp(job)).toMatchObject({ status: 'COMPLETED_NO_DEVICES', targetsTotal: 0 })
  })

  it('visits the devices of a job by tag and by name, each once, and no disabled one', async () => {
    const [a, b, c] = [await at.standardDevice(), await at.standardDevice(), await at.standardDevice()]
    await at.ground.stores.devices.update(test, c.row.id, { enabled: false })
    const tags = [a.device.hostname, c.device.hostname]
    const job = await at.job({ tags, deviceIds: [a.row.id, b.row.id] })

    const run = await at.backUp(job)

    expect((await at.targets(run)).map(({ hostname }) => hostname)).toEqual(
      [a.device.hostname, b.device.hostname].toSorted(),
    )
    expect(run).toMatchObject({ status: 'COMPLETED', jobName: job.name })
  })

  it('never visits more devices at once than the job allows', async () => {
    const fleet = await Promise.all(Array.from({ length: 6 }, () => at.standardDevice()))
    const job = await at.job({ deviceIds: fleet.map(({ row }) => row.id), maxParallel: 2 })
    const run = await at.enqueue(job)
    const running: number[] = []
    const count = async (): Promise<void> => {
      const targets = await at.targets(run)
      running.push(targets.filter(({ status }) => status === 'RUNNING').length)
    }
    await using _worker = at.startWorker(({ unlock }) => ({
      unlock: async (...what) => count().then(() => unlock(...what)),
    }))

    expect(await at.ended(run)).toMatchObject({ status: 'COMPLETED', targetsSucceeded: 6 })
    expect(running).toHaveLength(6)
    expect(Math.max(...running)).toBe(2)
  })
})
