import { deadCode } from './check/dead-code.ts'
import { documents } from './check/documents.ts'
import { duplicates } from './check/duplicates.ts'
import { imports } from './check/imports.ts'
import { format, lint } from './check/linters.ts'
import { sizes } from './check/sizes.ts'
import type { Result, Step } from './check/step.ts'
import { types } from './check/types.ts'

// npm run check: one tool after the other, each with its time; all of them, or those that are named:
// npm run check -- lint types

const steps: readonly Step[] = [
  { name: 'format', run: format },
  { name: 'lint', run: lint },
  { name: 'types', run: types },
  { name: 'imports', run: imports },
  { name: 'dead-code', run: deadCode },
  { name: 'sizes', run: sizes },
  { name: 'duplicates', run: duplicates },
  { name: 'documents', run: documents },
]

async function check(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) {
    console.error(`No check is called ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}`)
    return 2
  }
  const begun = performance.now()
  const chosen = steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  const failed: Step[] = []
  for (const step of chosen) if (!(await report(step))) failed.push(step)
  console.log(`\n${chosen.length - failed.length} checks passed, ${failed.length} failed, ${elapsed(begun)}`)
  return failed.length > 0 ? 1 : 0
}

async function report({ name, run }: Step): Promise<boolean> {
  const begun = performance.now()
  const { faults, seen } = await attempt(run)
  const whole = seen > 0 ? faults : [...faults, 'looked at no file at all']
  console.log(`${whole.length > 0 ? '✗' : '✓'} ${name.padEnd(10)} ${elapsed(begun).padStart(7)}  ${seen} files`)
  for (const fault of whole) console.log(fault.replace(/^/gm, '    '))
  return whole.length === 0
}

/** A step that breaks down is a fault of its own: the others still run. */
async function attempt(run: Step['run']): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    return { faults: [String(error)], seen: 0 }
  }
}

const elapsed = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

process.exitCode = await check(process.argv.slice(2))
