import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openChunks, quarantineContext } from '../crypto/seal.ts'
import type { Device } from '../store/devices.ts'
import { createTextWorkers } from '../text/text-workers.ts'
import { openPipeline, type Pipeline, test } from '../wiring/testing/pipeline.ts'
import type { WorkerParts } from './worker.ts'

describe('a backup that fails', () => {
  let at: Pipeline
  beforeAll(async () => {
    at = await openPipeline('pglite')
  })
  afterAll(() => at?.[Symbol.asyncDispose]())

  /** Backs one device up by a worker with other parts. */
  const backUpWith = async (row: Device, change: (parts: WorkerParts) => Partial<WorkerParts>) => {
    await using _worker = at.startWorker(change)
    const run = await at.enqueue([row])
    await at.ended(run)
    return at.target(run)
  }
  const quarantined = async (row: Device) => {
    const all = await at.ground.stores.quarantine.list(test, 100)
    const items = await Promise.all(
      all.filter(({ deviceId }) => deviceId === row.id).map(({ id }) => at.ground.stores.quarantine.get(test, id)),
    )
    return Promise.all(
      items.map(async (item) => {
        const key = await at.ground.keyring.open(item!.dataKeyId)
        return { ...item!, original: openChunks(key, item!.sealed, quarantineContext(item!.id)) }
      }),
    )
  }
  /** Everything in the tables of NetRaven, as text. */
  const dump = async (): Promise<string> => {
    const { rows } = await at.ground.db.execute("select tablename from pg_tables where schemaname = 'public'")
    const tables = await Promise.all(
      rows.map(({ tablename }) => at.ground.db.execute(`select t::text from ${String(tablename)} t`)),
    )
    return JSON.stringify(tables)
  }

  it.each([
    ['closed', 'closed'],
    ['silence', 'timeout'],
    ['prompt', 'incomplete'],
  ] as const)('because its text ended in %s puts the text aside, sealed', async (ending, errorCode) => {
    const { device, row } = await at.standardDevice({
      faults: [{ kind: 'cut-config', atByte: 120, ending, reads: 'every' }],
    })

    const target = await at.target(await at.backUp([row]))

    expect(target).toMatchObject({ status: 'FAILED', errorCode, snapshotId: null, outcome: null })
    expect(await at.snapshots(row)).toEqual([])
    const [item, ...others] = await quarantined(row)
    expect(others).toEqual([])
    expect(item).toMatchObject({ errorCode, artifact: 'running-config', targetId: target.id })
    const sent = device.seen.lastConfigSent.toString()
    expect(item!.original.toString().slice(0, 119)).toBe(sent.slice(0, 119))
    expect(JSON.stringify(target)).not.toContain('"partial"')
  })

  it('leaves no secret of the device in its error', async () => {
    const faults = [{ kind: 'cut-config', atByte: 260, ending: 'closed', reads: 'every' }] as const
    const { device, row } = await at.standardDevice({ faults })
    const target = await at.target(await at.backUp([row]))
    expect(device.seen.lastConfigSent.toString()).toMatch(/community Yk3-community-ro/)
    expect(target.errorDetails).toMatchObject({ transcriptTail: expect.stringContaining('snmp-server') })
    expect(JSON.stringify(target)).not.toContain('Yk3-community-ro')
    expect(at.ground.logged()).not.toContain('Yk3-community-ro')
  })

  it('shows neither what NetRaven logged in with nor a line without end, when the device repeats them', async () => {
    const text = `% Invalid input: Right-Horse-1 ${'x'.repeat(100_000)}\n`
    const { row } = await at.standardDevice({ faults: [{ kind: 'refuse-config', text }] })
    const target = await at.target(await at.backUp([row]))
    expect(target).toMatchObject({ errorCode: 'rejected', errorMessage: expect.stringContaining('Invalid input') })
    expect(target.errorMessage!.length).toBeLessThan(1100)
    const { items } = await at.ground.stores.logs.list(test, { deviceId: row.id }, null, 10)
    expect(JSON.stringify([target, items, await at.ground.stores.outbox.pending(100)])).not.toContain('Right-Horse-1')
  })

  it('because its secrets could not be taken out keeps nothing in clear', async () => {
    const { row } = await at.standardDevice({
      config: '!\nhostname x\nsnmp-server community Unredacted-9 RO\n!\nend\n',
    })
    await using text = createTextWorkers({ size: 1, maxBytes: 10 })

    const target = await backUpWith(row, () => ({ text }))

    expect(target).toMatchObject({ status: 'FAILED', errorCode: 'REDACTION_FAILED' })
    expect(await at.snapshots(row)).toEqual([])
    expect(`${await dump()}${at.ground.logged()}`).not.toContain('Unredacted-9')
  })

  it('shows nothing of the device at all when that could not be redacted', async () => {
    const faults = [{ kind: 'cut-config', atByte: 260, ending: 'closed', reads: 'every' }] as const
    const { row } = await at.standardDevice({ faults })
    await using text = createTextWorkers({ size: 1, maxBytes: 10 })

    const target = await backUpWith(row, () => ({ text }))

    const hidden = '(not shown: it could not be redacted)'
    expect(target).toMatchObject({
      errorCode: 'closed',
      errorMessage: hidden,
      errorDetails: { transcriptTail: hidden },
    })
    expect((await quarantined(row)).map(({ original }) => original.length)).toEqual([expect.closeTo(260, -1)])
  })

  it('is skipped when its device was removed before its turn', async () => {
    const { device, row } = await at.standardDevice()
    const run = await at.enqueue([row])
    await using _worker = at.startWorker(({ targets }) => ({
      targets: {
        ...targets,
        async claim(...what) {
          await at.ground.stores.devices.remove(test, row.id)
          return targets.claim(...what)
        },
      },
    }))
    await at.ended(run)
    expect(await at.target(run)).toMatchObject({ status: 'SKIPPED', errorMessage: expect.stringContaining('removed') })
    expect(device.seen.connections).toBe(0)
  })

  it('is skipped when its device was removed during the visit', async () => {
    const { row } = await at.standardDevice()
    const target = await backUpWith(row, ({ devices }) => ({
      devices: {
        ...devices,
        async lockHostname(id) {
          await at.ground.stores.devices.remove(test, id)
          return devices.lockHostname(id)
        },
      },
    }))
    expect(target).toMatchObject({ status: 'SKIPPED', errorMessage: expect.stringContaining('during its visit') })
  })

  it('never leads to NetRaven itself', async () => {
    const { device, row } = await at.standardDevice()
    const target = await backUpWith(row, () => ({ refuse: () => [{ host: 'localhost', port: row.port }] }))
    expect(target).toMatchObject({ errorCode: 'unsupported', errorMessage: expect.stringContaining('NetRaven itself') })
    expect(device.seen.connections).toBe(0)
  })

  it('because the database went away is tried again when it is back', async () => {
    const { row } = await at.standardDevice()
    const away = Object.assign(new Error('terminating connection'), { code: '57P01' })
    let times = 0
    await using _worker = at.startWorker(({ escrows }) => ({
      leaseS: () => 0,
      escrows: { ...escrows, put: (one) => (++times === 1 ? Promise.reject(away) : escrows.put(one)) },
    }))
    const run = await at.enqueue([row])
    await vi.waitFor(() => expect(at.ground.logged()).toContain('a ticket failed'), 10_000)
    await at.reap(30)
    expect(await at.ended(run)).toMatchObject({ status: 'COMPLETED' })
    expect(await at.target(run)).toMatchObject({ status: 'SUCCEEDED', attempt: 2 })
  })

  it('is skipped when this program does not know the type of the job', async () => {
    const { device, row } = await at.standardDevice()
    const what = { type: 'telepathy', name: 'by mind', params: {} }
    await using _worker = at.startWorker()
    const run = await at.enqueue([row], { what })
    expect(await at.ended(run)).toMatchObject({ status: 'COMPLETED', targetsSkipped: 1 })
    expect(await at.target(run)).toMatchObject({
      status: 'SKIPPED',
      errorMessage: expect.stringContaining('telepathy'),
    })
    expect(device.seen.connections).toBe(0)
  })

  it.each([
    ['no room in the database', Object.assign(new Error('could not extend file'), { code: '53100' }), 'STORAGE_FULL'],
    ['no room on the disk', Object.assign(new Error('no space'), { code: 'ENOSPC' }), 'STORAGE_FULL'],
    ['a fault of our own', new TypeError('secretOfOurs is undefined'), 'INTERNAL'],
  ])('because of %s stores nothing by halves, and says so without detail', async (_what, error, errorCode) => {
    const { row } = await at.standardDevice()
    const target = await backUpWith(row, ({ escrows }) => ({
      escrows: { ...escrows, put: () => Promise.reject(error) },
    }))
    expect(target).toMatchObject({ status: 'FAILED', errorCode, errorDetails: {} })
    expect(target.errorMessage).not.toContain(error.message)
    expect(await at.snapshots(row)).toEqual([])
    expect(at.ground.logged()).toContain(error.message)
    expect(await at.target(await at.backUp([row]))).toMatchObject({ status: 'SUCCEEDED', outcome: 'new' })
  })

  it('because the keys are sealed says so', async () => {
    const { row } = await at.standardDevice()
    const target = await backUpWith(row, ({ keyring }) => ({
      keyring: { ...keyring, forPurpose: () => keyring.open('01a1fd3b-94fc-7431-818f-c6613346cf49') as never },
    }))
    expect(target).toMatchObject({ status: 'FAILED', errorCode: 'SEALED' })
  })

  it('is tried again while the device may come back, and counts as one attempt', async () => {
    const { device, row } = await at.standardDevice({ faults: [{ kind: 'reset-after-accept' }] })
    await using _worker = at.startWorker(() => ({
      retry: () => ({ retries: 2, backoffS: 0.05, multiplier: 1, maxS: 1 }),
    }))
    const run = await at.enqueue([row])
    await vi.waitFor(() => expect(device.seen.connections).toBeGreaterThan(0))
    device.setFault()
    await at.ended(run)
    expect(await at.target(run)).toMatchObject({ status: 'SUCCEEDED', attempt: 1 })
  })

  it('is tried no more often than the settings say', async () => {
    const { device, row } = await at.standardDevice({ faults: [{ kind: 'reset-after-accept' }] })
    const target = await backUpWith(row, () => ({
      retry: () => ({ retries: 2, backoffS: 0.05, multiplier: 1, maxS: 1 }),
    }))
    expect(target).toMatchObject({ status: 'FAILED', errorCode: 'closed' })
    expect(device.seen.connections).toBe(3)
    expect(device.seen.passwords).toBe(0)
  })
})
