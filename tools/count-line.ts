import type { Reporter, SerializedError, TestModule } from 'vitest/node'

type Counts = { passed: number; failed: number; skipped: number }

/** Prints `N passed, N failed, N skipped` alone on the last line, after every other reporter and the coverage table.
 *  A file that could not be loaded, a suite that could not be set up, an error outside of a test and a run that never
 *  began count as failed. */
export default class CountLine implements Reporter {
  counts: Counts = { passed: 0, failed: 1, skipped: 0 }

  onInit(): void {
    process.once('exit', () => process.stdout.write(`${lineOf(this.counts)}\n`))
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const nothingRan = modules.length === 0 ? 1 : 0
    this.counts = { passed: 0, failed: errors.length + nothingRan, skipped: 0 }
    for (const module of modules) addModule(this.counts, module)
  }
}

function addModule(counts: Counts, module: TestModule): void {
  for (const group of [module, ...module.children.allSuites()]) if (group.errors().length > 0) counts.failed++
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    counts[state === 'pending' ? 'failed' : state]++
  }
}

const lineOf = ({ passed, failed, skipped }: Counts): string => `${passed} passed, ${failed} failed, ${skipped} skipped`
