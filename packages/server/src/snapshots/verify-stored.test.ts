import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testEngines } from '../db/testing/open-test-database.ts'
import { openPipeline, type Pipeline, test } from '../wiring/testing/pipeline.ts'
import { createOpenOriginal } from './open-original.ts'
import { verifyStored } from './verify-stored.ts'

describe.each(testEngines)('verify on %s', (engine) => {
  let at: Pipeline
  let snapshot: { id: string; blobSha256: string }
  beforeAll(async () => {
    at = await openPipeline(engine)
    const { row } = await at.standardDevice()
    const other = await at.standardDevice()
    await at.backUp([row, other.row])
    snapshot = (await at.snapshots(row))[0]!
  })
  afterAll(() => at?.[Symbol.asyncDispose]())

  const verify = () => verifyStored({ ...at.ground.stores, openOriginal: createOpenOriginal(at.ground.keyring) })

  /** Flips one bit of a stored value for as long as `act` takes. */
  const withFlippedBit = async (
    table: 'blobs' | 'escrows',
    column: string,
    key: string,
    bit: number,
    act: () => Promise<void>,
  ) => {
    const where = table === 'blobs' ? `sha256 = '${key}'` : `snapshot_id = '${key}'`
    const flip = () =>
      at.ground.db.execute(
        `update ${table} set ${column} = set_bit(${column}, ${bit}, 1 - get_bit(${column}, ${bit})) where ${where}`,
      )
    await flip()
    try {
      await act()
    } finally {
      await flip()
    }
  }
  const bitsOf = async (table: string, column: string, where: string) => {
    const { rows } = await at.ground.db.execute(`select length(${column}) as n from ${table} where ${where}`)
    return Number(rows[0]!['n']) * 8
  }

  it('finds nothing wrong with what was stored as it should be', async () => {
    expect(await verify()).toEqual({ texts: 2, originals: 2, faults: [] })
  })

  it('finds any flipped bit that damages a text, and goes on to the others', async () => {
    const { blobSha256 } = snapshot
    const text = await at.ground.stores.blobs.get(blobSha256)
    const bits = await bitsOf('blobs', 'content', `sha256 = '${blobSha256}'`)
    const fault = { what: 'text', id: blobSha256, message: expect.stringContaining('restore it') }
    const ends: string[] = []
    for (const bit of [0, 25, bits - 1, ...Array.from({ length: 60 }, () => randomInt(bits))]) {
      await withFlippedBit('blobs', 'content', blobSha256, bit, async () => {
        const { texts, faults } = await verify()
        expect({ texts, faults }).toEqual({ texts: 2, faults: faults.length > 0 ? [fault] : [] })
        if (faults.length > 0) ends.push('found')
        else ends.push(text?.equals((await at.ground.stores.blobs.get(blobSha256))!) ? 'harmless' : 'unnoticed')
      })
    }
    // A few bits of gzip, such as its time stamp, say nothing: then the text reads as before.
    expect(ends.filter((end) => end === 'found').length).toBeGreaterThan(40)
    expect(ends).not.toContain('unnoticed')
    expect((await verify()).faults).toEqual([])
  })

  it('finds any flipped bit of a sealed original', async () => {
    const bits = await bitsOf('escrows', 'sealed', `snapshot_id = '${snapshot.id}'`)
    for (const bit of [0, bits - 1, ...Array.from({ length: 30 }, () => randomInt(bits))]) {
      await withFlippedBit('escrows', 'sealed', snapshot.id, bit, async () => {
        const { originals, faults } = await verify()
        expect({ bit, originals, faults }).toMatchObject({
          bit,
          originals: 2,
          faults: [{ what: 'original', id: snapshot.id }],
        })
      })
    }
    expect((await verify()).faults).toEqual([])
  })

  it('finds an original that opens to other bytes than its record says, and one whose key is gone', async () => {
    const escrow = (await at.ground.stores.escrows.get(test, snapshot.id))!
    const open = createOpenOriginal(at.ground.keyring)
    await expect(open({ ...escrow, rawMark: 'f'.repeat(64) })).rejects.toMatchObject({ kind: 'sealed' })
    const unknown = '01a1fd3b-94fc-7431-818f-c6613346cf49'
    await expect(open({ ...escrow, dataKeyId: unknown })).rejects.toMatchObject({ kind: 'sealed' })
    await expect(open({ ...escrow, snapshotId: unknown })).rejects.toMatchObject({ kind: 'sealed' })
    expect((await open(escrow)).toString()).toContain('Plain-Secret-77')
  })
})
