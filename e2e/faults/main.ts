/** `npm run test:faults -- leaks [--trials N]` counts the sockets that visits leave behind; `npm run test:faults -- devices [--trials N] [--seed TEXT] [--timing short|default]` visits faulty devices and jump
 *  hosts; `npm run test:faults -- [kills] [--trials N] [--size embedded|postgres] [--timing short|default] [--point NAME]` kills
 *  NetRaven at each point, N times; `npm run test:faults -- cuts [--trials N] [--seed TEXT]` cuts configurations at N
 *  random bytes. Prints what held, with n. Exit 1 if anything did not. */
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { commitsOf } from '../support/git.ts'
import { createBench, type Size } from './bench.ts'
import { cutTrials } from './cut-trials.ts'
import { deviceTrials } from './device-trials.ts'
import { leakTrials } from './leak-trials.ts'
import { killPoints, timings } from './kill-points.ts'
import { killTrial } from './kill-trial.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    trials: { type: 'string', default: '2' },
    size: { type: 'string', default: 'embedded' },
    timing: { type: 'string', default: 'short' },
    point: { type: 'string' },
    seed: { type: 'string', default: randomUUID() },
  },
})
const trials = Number(values.trials)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const { passed, failed } = await (
  { cuts: cut, devices: visitFaultyDevices, leaks: leak }[positionals[0] ?? ''] ?? kill
)()
say(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

async function kill(): Promise<{ passed: number; failed: number }> {
  await using bench = await createBench(values.size as Size, values.timing as keyof typeof timings)
  let failed = 0
  let number = 0
  for (const point of killPoints.filter(({ name }) => !values.point || name === values.point)) {
    const slowest: number[] = []
    for (let trial = 0; trial < trials; trial++) {
      const result = await killTrial(bench, point, number++)
      slowest.push(result.takenOverMs)
      for (const fault of result.faults) say(`  ${point.name}, trial ${trial + 1}: ${fault}`)
      if (result.faults.length > 0) failed++
    }
    say(`${point.name}: ${trials} kills, taken over within ${Math.max(...slowest)} ms (T = ${bench.timing.tS} s)`)
  }
  const before = await commitsOf(bench.netraven.archiveDir)
  await bench.netraven.call('POST', '/archive/rebuild', {})
  const isSame = (await commitsOf(bench.netraven.archiveDir)).join() === before.join()
  say(`written anew: ${before.length} commits, ${isSame ? 'the same ids' : 'OTHER IDS'}`)
  return { passed: number - failed, failed: failed + (isSame ? 0 : 1) }
}

async function cut(): Promise<{ passed: number; failed: number }> {
  say(`seed ${values.seed}`)
  const results = await cutTrials({ trials, seed: values.seed })
  for (const { platform, ending, trials: n, kept, faults } of results) {
    say(`${platform}, ${ending}: ${n} cuts, ${kept} kept, ${faults.length} other than expected`)
    for (const fault of faults) say(`  ${fault}`)
  }
  const failed = results.reduce((sum, { faults }) => sum + faults.length, 0)
  return { passed: results.reduce((sum, result) => sum + result.trials, 0) - failed, failed }
}

async function visitFaultyDevices(): Promise<{ passed: number; failed: number }> {
  say(`seed ${values.seed}`)
  const budgets = values.timing === 'default' ? 'default' : 'short'
  const { visits, faults, ends } = await deviceTrials({ trials, seed: values.seed, budgets })
  for (const kind of Object.keys(ends)) say(`${kind}: ${ends[kind]} visits`)
  for (const fault of faults) say(`  ${fault}`)
  return { passed: visits - faults.length, failed: faults.length }
}

async function leak(): Promise<{ passed: number; failed: number }> {
  say(`seed ${values.seed}`)
  const { visits, before, after, seenOpen, more } = await leakTrials({ visits: trials, seed: values.seed })
  say(`${visits} visits: ${before} sockets before, ${after} after`)
  for (const what of [...more, ...seenOpen]) say(`  ${what}`)
  return { passed: visits - seenOpen.length, failed: Math.max(0, after - before) + seenOpen.length }
}
