import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { repository } from './tree.ts'

/** One part of `npm run check`: its faults, each a message that says what to do, and how many files it looked at. */
export type Step = { readonly name: string; readonly run: () => Result | Promise<Result> }
export type Result = { readonly faults: readonly string[]; readonly seen: number }

/** Runs a tool of node_modules/.bin on this Node and gives its exit code with everything that it printed. */
export function tool(name: string, args: readonly string[]): { code: number; text: string } {
  const bin = join(repository, 'node_modules/.bin', name)
  const { status, error, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (error) throw error
  return { code: status ?? 1, text: `${stdout}${stderr}`.trim() }
}

/** The fault of a tool that passes because it looked at nothing, or at less than there is. */
export function missing(expected: readonly string[], seen: Iterable<string>): string[] {
  const had = new Set(seen)
  return expected.filter((file) => !had.has(file)).map((file) => `${file} was not looked at`)
}

/** The same for a tool that tells only how many files it saw. */
export const tooFew = (expected: number, seen: number): string[] =>
  seen < expected ? [`looked at ${seen} files of ${expected}`] : []
