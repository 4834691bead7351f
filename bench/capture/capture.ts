import type { ChildProcess } from 'node:child_process'
import { heard, start, stop } from '../child.ts'
import { show, spreadOf, table, type Spread } from '../measure.ts'
import type { Part, PartOptions } from '../part.ts'
import { cells, type Cell, type Fleet, type Round } from './cell.ts'

const WARM_UP = 60
/** Goal: a capture costs at most this many times the CPU of bare ssh2 doing the same commands. */
const GOAL = 1.1
const names = ['netraven', 'ssh2'] as const

interface Row {
  readonly cell: Cell
  readonly visits: number
  readonly cpuMs: Readonly<Record<(typeof names)[number], Spread>>
  readonly perSecond: Readonly<Record<(typeof names)[number], Spread>>
  readonly loopP99Ms: Spread
  /** CPU of NetRaven against that of bare ssh2, round by round. */
  readonly ratio: Spread
  readonly wrong: number
}

/** One visit to a device: NetRaven's, with its proofs and limits, against bare ssh2 with the same commands. */
export const capture: Part = {
  name: 'capture',
  run: async (options) => {
    const rows: Row[] = []
    for (const cell of cells.filter(({ name, concurrency }) => options.cells.test(`${name} c=${concurrency}`)))
      rows.push(await measure(cell, options))
    return { text: print(rows), results: rows, faults: rows.flatMap(faultsOf) }
  },
}

async function measure(cell: Cell, { rounds, visits }: PartOptions): Promise<Row> {
  const count = Math.max(cell.concurrency, Math.min(visits, cell.visits))
  const simulator = start('capture/simulator.ts', 1, JSON.stringify(cell))
  const fleet = await heard<Fleet>(simulator)
  const visitors = names.map((name) =>
    start('capture/visitor.ts', 0, name, JSON.stringify(cell), JSON.stringify(fleet)),
  )
  const found: Round[][] = names.map(() => [])
  for (const visitor of visitors) await ask(visitor, Math.min(WARM_UP, count))
  for (let round = 0; round < rounds; round++)
    for (const [at, visitor] of visitors.entries()) found[at]?.push(await ask(visitor, count))
  await Promise.all([simulator, ...visitors].map(stop))
  return rowOf(cell, count, found)
}

async function ask(visitor: ChildProcess, visits: number): Promise<Round> {
  visitor.stdin?.write(`${visits}\n`)
  return heard<Round>(visitor)
}

function rowOf(cell: Cell, visits: number, [own = [], bare = []]: readonly Round[][]): Row {
  const cpu = (rounds: readonly Round[]) => rounds.map(({ cpuMs }) => cpuMs / visits)
  const rate = (rounds: readonly Round[]) => rounds.map(({ wallMs }) => (visits * 1000) / wallMs)
  return {
    cell,
    visits,
    cpuMs: { netraven: spreadOf(cpu(own)), ssh2: spreadOf(cpu(bare)) },
    perSecond: { netraven: spreadOf(rate(own)), ssh2: spreadOf(rate(bare)) },
    loopP99Ms: spreadOf(own.map(({ loopP99Ms }) => loopP99Ms)),
    ratio: spreadOf(own.map(({ cpuMs }, at) => cpuMs / (bare[at]?.cpuMs ?? NaN))),
    wrong: [...own, ...bare].reduce((sum, { wrong }) => sum + wrong, 0),
  }
}

const labelOf = ({ cell }: Row): string =>
  `${cell.name}, c=${cell.concurrency}${cell.delayMs > 0 ? `, ${cell.delayMs} ms one way` : ''}`

const faultsOf = (row: Row): readonly string[] => [
  ...(row.wrong > 0 ? [`${labelOf(row)}: ${row.wrong} texts were not what the device sent`] : []),
  ...(row.ratio.median > GOAL
    ? [`goal 2, ${labelOf(row)}: ${row.ratio.median.toFixed(2)} × bare ssh2, not ≤ ${GOAL}`]
    : []),
]

const print = (rows: readonly Row[]): string =>
  table(
    [
      'capture',
      'n a round',
      'CPU ms: NetRaven',
      'CPU ms: ssh2',
      'ratio',
      'visits/s: NetRaven',
      'visits/s: ssh2',
      'loop p99 ms',
    ],
    rows.map((row) => [
      labelOf(row),
      String(row.visits),
      show(row.cpuMs.netraven),
      show(row.cpuMs.ssh2),
      row.wrong > 0 ? 'void' : show(row.ratio),
      show(row.perSecond.netraven, 0),
      show(row.perSecond.ssh2, 0),
      show(row.loopP99Ms, 0),
    ]),
  )
