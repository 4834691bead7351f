import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeDevice, removeDevice } from '../inventory/devices.ts'
import { login, openPipeline, type Pipeline, test } from '../wiring/testing/pipeline.ts'

describe('a device behind another one', () => {
  let at: Pipeline
  beforeAll(async () => {
    at = await openPipeline('pglite', { 'device.retry.retries': 0 })
  })
  afterAll(() => at?.[Symbol.asyncDispose]())

  const inventory = () => ({ db: at.ground.db, ...at.ground.stores })
  const setVia = (id: string, via: string | null) => changeDevice(inventory(), test, id, { via }, undefined)
  /** A jump host, and a switch behind it. */
  const behind = async () => {
    const hop = await at.standardDevice({ platform: 'linux', forwards: true })
    const far = await at.standardDevice()
    await setVia(far.row.id, hop.device.hostname)
    return { hop, far }
  }

  it('is read through it, each with its own credential and host key', async () => {
    const { hop, far } = await behind()
    const run = await at.backUp([far.row])
    expect(await at.target(run)).toMatchObject({ status: 'SUCCEEDED', outcome: 'new' })
    expect(hop.device.seen).toMatchObject({ connections: 1, configReads: 0 })
    for (const { device, row } of [hop, far])
      expect(await at.ground.stores.hostKeys.list(test, row.id)).toMatchObject([
        { state: 'pinned', fingerprint: device.fingerprint, runId: run.id },
      ])
  })

  it('is not dialled when the jump host refuses its credential, and its own credential is blamed for nothing', async () => {
    const hop = await at.startDevice({ platform: 'linux', forwards: true })
    const hopRow = await at.onboard(hop)
    await at.credential({ password: 'wrong', tags: [hop.hostname] })
    const far = await at.standardDevice()
    await setVia(far.row.id, hop.hostname)

    const target = await at.target(await at.backUp([far.row]))

    expect(target).toMatchObject({
      status: 'FAILED',
      errorCode: 'auth',
      errorMessage: expect.stringContaining('hop 1 of 1'),
    })
    expect(far.device.seen.connections).toBe(0)
    const [own] = await at.ground.stores.credentials.standings(far.row.id)
    const [hops] = await at.ground.stores.credentials.standings(hopRow.id)
    expect([own?.refused, hops?.refused]).toEqual([0, 1])
  })

  it('keeps its way: a jump host that is needed stays, and no way leads in a circle', async () => {
    const { hop, far } = await behind()
    await expect(removeDevice(inventory(), test, hop.row.id)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(setVia(hop.row.id, far.device.hostname)).rejects.toThrow('circle')
    await expect(setVia(hop.row.id, hop.device.hostname)).rejects.toThrow('circle')
    await expect(setVia(hop.row.id, 'nowhere')).rejects.toThrow('no device nowhere')
    expect(await at.ground.stores.devices.get(test, far.row.id)).toMatchObject({ via: hop.device.hostname })
    await setVia(far.row.id, null)
    await removeDevice(inventory(), test, hop.row.id)
  })

  it('shows no secret of the jump host', async () => {
    const { far } = await behind()
    far.device.config = `hostname x\nbanner motd ${login.password}\nend\n`
    await at.backUp([far.row])
    const [snapshot] = await at.snapshots(far.row)
    expect((await at.ground.stores.blobs.get(snapshot!.blobSha256))?.toString()).not.toContain(login.password)
  })
})
