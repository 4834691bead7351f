import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Cruise, cruise } from './cruise.ts'
import { rules } from './rules.ts'

const root = mkdtempSync(join(tmpdir(), 'netraven-imports-'))
afterAll(() => rmSync(root, { recursive: true }))

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

const isFile = (imported: string): boolean => /^(packages|lab)\//.test(imported)

function writeImported(imported: string): void {
  if (imported.startsWith('node:') || imported.includes('nowhere')) return
  if (isFile(imported)) return write(imported, 'export const here = 1\n')
  write(`node_modules/${imported}/package.json`, `{ "name": "${imported}", "main": "index.js" }`)
  write(`node_modules/${imported}/index.js`, 'export const here = 1\n')
}

/** A repository whose only imports are those that break a rule, each beside the rule's name. */
function writeProofs(): Cruise {
  write('package.json', '{ "type": "module" }')
  for (const { proof } of rules) writeImported(proof[1])
  for (const { proof, to } of rules) {
    const [file, imported] = proof
    const target = isFile(imported) ? `./${relative(dirname(file), imported)}` : imported
    // A type alone breaks a rule too, unless the rule says otherwise.
    const type = 'dependencyTypesNot' in to ? '' : 'type '
    write(file, `import ${type}* as broken from '${target}'\nexport ${type}{ broken }\n`)
  }
  write('packages/server/src/log/two.ts', "export * from './one.ts'\n")
  return cruise(root, ['packages', 'lab'])
}

describe('import rules', () => {
  const { violations } = writeProofs()

  it.each(rules)('refuse an import that breaks "$name"', ({ name, proof }) => {
    const [file] = proof
    expect(violations.filter(({ from }) => from === file).map(({ rule }) => rule)).toContain(name)
  })

  it('let imports pass that follow the directions', () => {
    const right: readonly (readonly [string, string])[] = [
      ['packages/server/src/worker/right.ts', '../runs/right.ts'],
      ['packages/server/src/runs/right.ts', '../store/right.ts'],
      ['packages/server/src/store/right.ts', 'kysely'],
      ['packages/server/src/cli/right.test.ts', '../main.ts'],
      ['packages/device/src/platforms/right.ts', '../platform.ts'],
    ]
    write('packages/device/src/platform.ts', 'export const here = 1\n')
    for (const [file, imported] of right) write(file, `import { here } from '${imported}'\nexport { here }\n`)
    const files = right.map(([file]) => file)
    expect(cruise(root, ['packages']).violations.filter(({ from }) => files.includes(from))).toEqual([])
  })

  it('have names of their own', () => {
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
  })
})
