import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { has } from '../tools/needs.ts'
import { type Bench, createBench, type Size } from './faults/bench.ts'
import { killPoints } from './faults/kill-points.ts'
import { killTrial } from './faults/kill-trial.ts'
import { commitsOf } from './support/git.ts'

const sizes: Size[] = has('postgres') ? ['embedded', 'postgres'] : ['embedded']
const TRIALS = 2

describe.each(sizes)('kill -9 of NetRaven, %s, loses and doubles nothing', (size) => {
  let bench: Bench
  let number = 0
  beforeAll(async () => {
    bench = await createBench(size)
  })
  afterAll(() => bench?.[Symbol.asyncDispose]())

  it.each(killPoints)('$name', async (point) => {
    for (let trial = 0; trial < TRIALS; trial++) {
      const { faults } = await killTrial(bench, point, number++)
      expect(faults).toEqual([])
    }
  })

  it('and the archive can be written anew with the same commit ids', async () => {
    const before = await commitsOf(bench.netraven.archiveDir)
    expect(await bench.netraven.call('POST', '/archive/rebuild', {})).toMatchObject({ same_ids: true })
    expect(await commitsOf(bench.netraven.archiveDir)).toEqual(before)
  })
})
