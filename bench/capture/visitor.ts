// A process that visits devices: visitor.ts SIDE '{cell}' '{fleet}'. For each line on stdin it does a round and prints what it found.
import { createHash } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import type { Cell, Fleet, Round } from './cell.ts'
import { sides } from './sides.ts'

const visit = sides[process.argv[2] as keyof typeof sides]
const cell = JSON.parse(process.argv[3] ?? '') as Cell
const fleet = JSON.parse(process.argv[4] ?? '') as Fleet

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await round(Number(line)))}\n`)
}

async function round(visits: number): Promise<Round> {
  const loop = monitorEventLoopDelay({ resolution: 20 }) // a finer one costs CPU time by the wall clock, and so weighs on whoever waits longer
  loop.enable()
  const cpu = process.cpuUsage()
  const started = performance.now()
  let next = 0
  let wrong = 0
  const walk = async (): Promise<void> => {
    for (let at = next++; at < visits; at = next++) {
      const place = fleet.devices[at % fleet.devices.length]
      const text = place && (await visit(place, cell.platform))
      if (!text || createHash('sha256').update(text).digest('hex') !== fleet.sha256) wrong++
    }
  }
  await Promise.all(Array.from({ length: Math.min(cell.concurrency, visits) }, walk))
  const wallMs = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  loop.disable()
  return { cpuMs: (user + system) / 1000, wallMs, wrong, loopP99Ms: loop.percentile(99) / 1e6 }
}
