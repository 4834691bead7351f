/** `npm run bench [-- NAME…] [--rounds N] [--visits N] [--cells REGEXP]` measures NetRaven beside others. Exit 1 where a goal does not hold. */
import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { capture } from './capture/capture.ts'
import type { Part } from './part.ts'

const parts: readonly Part[] = [capture]
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    visits: { type: 'string', default: '600' },
    cells: { type: 'string', default: '' },
  },
})
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const unknown = positionals.filter((name) => !parts.some((part) => part.name === name))
if (unknown.length > 0) {
  say(`There is no part ${unknown.join(', ')}; there are ${parts.map(({ name }) => name).join(', ')}.`)
  process.exitCode = 2
} else await measure()

async function measure(): Promise<void> {
  const options = { rounds: Number(values.rounds), visits: Number(values.visits), cells: new RegExp(values.cells) }
  const machine = { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model, load: loadavg()[0] }
  say(
    `Node ${machine.node}, ${machine.cores} cores (${machine.cpu}), load ${machine.load?.toFixed(2)}, ${options.rounds} rounds`,
  )
  const results: Record<string, unknown> = {}
  const faults: string[] = []
  for (const part of parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const result = await part.run(options)
    say(`\n${result.text}`)
    results[part.name] = result.results
    faults.push(...result.faults)
  }
  writeFileSync(
    new URL('results.json', import.meta.url),
    `${JSON.stringify({ machine, ...options, results }, null, 1)}\n`,
  )
  for (const fault of faults) say(`✗ ${fault}`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
