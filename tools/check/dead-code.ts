import { type Result, tool, tooFew } from './step.ts'
import { code } from './tree.ts'

/** knip: files, exports and dependencies that nobody uses. A reporter of ours tells how many files it read. */
export function deadCode(): Result {
  const reporters = ['--reporter', 'symbols', '--reporter', './tools/check/knip-count.ts']
  const { code: exit, text } = tool('knip', ['--no-progress', '--no-config-hints', ...reporters])
  const seen = Number(/^knip read (\d+) files/m.exec(text)?.[1] ?? 0)
  return { faults: [...(exit === 0 ? [] : [text]), ...tooFew(code.length, seen)], seen }
}
