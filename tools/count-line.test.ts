import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const modules = fileURLToPath(new URL('../node_modules', import.meta.url))
const reporter = fileURLToPath(new URL('./count-line.ts', import.meta.url))

/** Runs vitest over these files in a folder of their own; gives the last line that it prints and its exit code. */
function runTests(files: Record<string, string>, coverage = ''): { last: string | undefined; code: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'netraven-count-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  symlinkSync(modules, join(folder, 'node_modules'))
  const config = `export default { test: { reporters: ['default', ${JSON.stringify(reporter)}], coverage: {${coverage}} } }`
  for (const [name, text] of Object.entries({ 'vitest.config.mjs': config, ...files }))
    writeFileSync(join(folder, name), text)
  const vitest = join(modules, 'vitest/vitest.mjs')
  const { stdout, status } = spawnSync(process.execPath, [vitest, 'run'], { cwd: folder, encoding: 'utf8' })
  return { last: stdout.trimEnd().split('\n').at(-1), code: status }
}

const head = "import { expect, it } from 'vitest'\n"
const test = "it('passes', () => expect(1).toBe(1))\n"
const pass = `${head}${test}`

it('counts passed, failed and skipped tests, and files that could not be loaded', () => {
  const mixed = `${pass}it('fails', () => expect(1).toBe(2))\nit.skip('is skipped', () => {})\n`
  const files = { 'mixed.test.js': mixed, 'lost.test.js': "import './nowhere.js'\n" }
  expect(runTests(files)).toEqual({ last: '1 passed, 2 failed, 1 skipped', code: 1 })
})

it('counts a suite that could not be set up as failed', () => {
  const setup =
    "import { beforeAll, describe } from 'vitest'\ndescribe('x', () => { beforeAll(() => { throw new Error('no') })\n"
  const files = { 'setup.test.js': `${head}${setup}${test}})\n` }
  expect(runTests(files)).toEqual({ last: '0 passed, 1 failed, 1 skipped', code: 1 })
})

it('keeps the last line where coverage is too low, and the run fails', () => {
  const files = { 'one.test.js': pass, 'one.js': 'export const one = () => {\n  return 1\n}\n' }
  const coverage = "enabled: true, include: ['one.js'], reporter: ['text'], thresholds: { lines: 80 }"
  expect(runTests(files, coverage)).toEqual({ last: '1 passed, 0 failed, 0 skipped', code: 1 })
})

it('a run that finds no test is a failure', () => {
  expect(runTests({})).toEqual({ last: '0 passed, 1 failed, 0 skipped', code: 1 })
})
