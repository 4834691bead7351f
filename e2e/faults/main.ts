/** `npm run test:faults -- [--trials N] [--size embedded|postgres] [--timing short|default] [--point NAME]`: kills NetRaven
 *  at each point, N times, and prints what held, with n. Exit 1 if anything did not. */
import { parseArgs } from 'node:util'
import { createBench, type Size } from './bench.ts'
import { killPoints, timings } from './kill-points.ts'
import { commitsOf } from '../support/git.ts'
import { killTrial } from './kill-trial.ts'

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '2' },
    size: { type: 'string', default: 'embedded' },
    timing: { type: 'string', default: 'short' },
    point: { type: 'string' },
  },
})
const trials = Number(values.trials)
const timing = values.timing as keyof typeof timings
const points = killPoints.filter((point) => !values.point || point.name === values.point)

await using bench = await createBench(values.size as Size, timing)
let failed = 0
let number = 0
for (const point of points) {
  const slowest: number[] = []
  for (let trial = 0; trial < trials; trial++) {
    const result = await killTrial(bench, point, number++)
    slowest.push(result.takenOverMs)
    for (const fault of result.faults) process.stdout.write(`  ${point.name}, trial ${trial + 1}: ${fault}\n`)
    if (result.faults.length > 0) failed++
  }
  process.stdout.write(
    `${point.name}: ${trials} kills, taken over within ${Math.max(...slowest)} ms (T = ${bench.timing.tS} s)\n`,
  )
}
const before = await commitsOf(bench.netraven.archiveDir)
await bench.netraven.call('POST', '/archive/rebuild', {})
const isSame = (await commitsOf(bench.netraven.archiveDir)).join() === before.join()
process.stdout.write(`written anew: ${before.length} commits, ${isSame ? 'the same ids' : 'OTHER IDS'}\n`)
if (!isSame) failed++
process.stdout.write(`${number - failed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0
