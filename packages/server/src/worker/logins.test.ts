import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { login, openPipeline, type Pipeline, test } from '../wiring/testing/pipeline.ts'

describe('a visit to a device', () => {
  let at: Pipeline
  beforeAll(async () => {
    at = await openPipeline('pglite', { 'device.retry.retries': 3 })
  })
  afterAll(() => at?.[Symbol.asyncDispose]())

  /** A switch with these credentials, in this order. */
  const deviceWith = async (...passwords: readonly string[]) => {
    const device = await at.startDevice()
    const row = await at.onboard(device)
    for (const [priority, password] of passwords.entries())
      await at.credential({ password, priority, tags: [device.hostname] })
    return { device, row }
  }
  const unlocks = async (deviceId: string) => {
    const { items } = await at.ground.stores.audits.list(test, null, 200)
    return items.filter(({ action, details }) => action === 'credential.unlock' && details?.['deviceId'] === deviceId)
  }

  it('whose first credential is refused takes the next one, and leaves a record of both', async () => {
    const { device, row } = await deviceWith('wrong-1', login.password)

    expect(await at.target(await at.backUp([row]))).toMatchObject({ status: 'SUCCEEDED', outcome: 'new' })

    expect(device.seen.passwords).toBe(2)
    expect(await unlocks(row.id)).toHaveLength(2)
  })

  it('tries two credentials and no third, none of them twice', async () => {
    const { device, row } = await deviceWith('wrong-1', 'wrong-2', login.password)

    const run = await at.backUp([row])

    expect(run.status).toBe('FAILED')
    expect(await at.target(run)).toMatchObject({
      status: 'FAILED',
      errorCode: 'auth',
      errorDetails: { phase: 'auth', host: device.address },
    })
    expect(device.seen.passwords).toBe(2)
  })

  it('spares a credential that was refused three times in a row', async () => {
    const { device, row } = await deviceWith('wrong-1')
    for (let run = 0; run < 5; run++) await at.backUp([row])

    expect(device.seen.passwords).toBe(3)
    const target = await at.target(await at.backUp([row]))
    expect(target).toMatchObject({ errorCode: 'auth', errorMessage: expect.stringContaining('no credential fits') })
    expect(target.errorDetails).toMatchObject({ hint: expect.stringContaining('netraven credential add') })
  })

  it('never goes on with a credential of other devices', async () => {
    const { row: other } = await deviceWith(login.password)
    const { device, row } = await deviceWith()

    expect(await at.target(await at.backUp([row]))).toMatchObject({ errorCode: 'auth' })

    expect(device.seen.connections).toBe(0)
    expect(await unlocks(other.id)).toHaveLength(0)
  })

  it('pins the host key of the first contact to the device, with the run that saw it', async () => {
    const { device, row } = await deviceWith(login.password)
    const run = await at.backUp([row])
    const pinned = { state: 'pinned', fingerprint: device.fingerprint, runId: run.id }
    expect(await at.ground.stores.hostKeys.list(test, row.id)).toMatchObject([pinned])
  })

  it('that shows another host key gets no password and is held until an admin accepts the key', async () => {
    const { device, row } = await deviceWith(login.password, 'another')
    await at.backUp([row])
    const { passwords } = device.seen
    device.setFault({ kind: 'other-host-key' })

    const refused = await at.target(await at.backUp([row]))

    expect(refused).toMatchObject({ status: 'FAILED', errorCode: 'host_key', snapshotId: null })
    expect(device.seen.passwords).toBe(passwords)
    const { connections } = device.seen
    const still = await at.target(await at.backUp([row]))
    expect(still).toMatchObject({ status: 'FAILED', errorCode: 'host_key' })
    expect(still.errorMessage).toMatch(/^held: sw\d+ offered another host key \(SHA256:\S+\)\..*device accept-key/)
    expect(device.seen.connections).toBe(connections)

    const keys = await at.ground.stores.hostKeys.list(test, row.id)
    const offered = keys.find(({ state }) => state === 'offered')!
    await at.ground.stores.hostKeys.accept(test, row.id, offered.fingerprint)
    expect(await at.target(await at.backUp([row]))).toMatchObject({ status: 'SUCCEEDED', outcome: 'unchanged' })
    expect(await at.ground.stores.devices.get(test, row.id)).toMatchObject({ heldReason: null })
  })

  it('tells who listens that a host key changed, and that a credential was refused', async () => {
    const types = (await at.ground.stores.outbox.pending(100)).map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['device.host_key.changed', 'credential.refused', 'run.completed']))
  })
})
