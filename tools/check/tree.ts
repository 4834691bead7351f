import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** `safe.directory`: a build machine often runs as another user than the owner of the checkout. */
const gitFiles = (...args: string[]): string[] =>
  execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z', ...args], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(repository, file)))

/** Every file of the repository that is committed or about to be, the truth that each tool's own count is held against. */
export const files: readonly string[] = gitFiles('--cached', '--others', '--exclude-standard').sort()

export const code: readonly string[] = files.filter((file) => /\.(ts|mts|js|mjs)$/.test(file))
export const typescript: readonly string[] = files.filter((file) => file.endsWith('.ts'))
export const formatted: readonly string[] = files.filter(
  (file) => /\.(ts|mts|js|mjs|json|jsonc|md|ya?ml)$/.test(file) && !/^package-lock\.json$|\/transcripts\//.test(file),
)

export const read = (file: string): string => readFileSync(join(repository, file), 'utf8')
export const linesOf = (file: string): string[] => read(file).replace(/\n$/, '').split('\n')
