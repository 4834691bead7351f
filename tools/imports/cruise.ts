import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Cruise = { readonly modules: readonly string[]; readonly violations: readonly Violation[] }
export type Violation = { readonly rule: string; readonly from: string; readonly to: string }

type CruiseResult = {
  modules: { source: string }[]
  summary: { violations: { rule: { name: string }; from: string; to: string }[] }
}

const repository = fileURLToPath(new URL('../..', import.meta.url))
const program = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

/** Reads every import below these folders of `root` and holds it against the rules of `rules.ts`. */
export function cruise(root: string, folders: readonly string[]): Cruise {
  const hook = join(repository, 'tools/imports/typescript-6.ts')
  const config = join(repository, '.dependency-cruiser.mjs')
  const args = ['--import', hook, program, '--config', config, '--output-type', 'json', '--no-progress', ...folders]
  const { modules, summary } = JSON.parse(output(args, root)) as CruiseResult
  return {
    modules: modules.map(({ source }) => source),
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}

/** dependency-cruiser exits with the number of violations: its answer is read all the same. */
function output(args: string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    if (stdout?.startsWith('{')) return stdout
    throw error
  }
}
