import { layers, packages } from './layers.ts'

/** One sentence of the architecture, as dependency-cruiser understands it, with an import that breaks it. */
export type ImportRule = {
  readonly name: string
  readonly from: { readonly path?: string; readonly pathNot?: string }
  readonly to: Readonly<Record<string, unknown>>
  /** A file, and what it imports, that this rule must refuse: `rules.test.ts` tries each. */
  readonly proof: readonly [file: string, imported: string]
}

const server = 'packages/server/src'
/** Tests, and what only tests use: it lies in a folder `testing/`. */
const tests = String.raw`\.test\.ts$|/testing/`
const folder = (...names: readonly string[]): string => `^${server}/(${names.join('|')})`
const npm = (...names: readonly string[]): string => `node_modules/(${names.join('|')})/`

/** `api/` and the like: `main` is main.ts, `wiring` any file or folder whose name begins with it. */
const inLayer = (name: string): string => (name === 'main' ? 'main\\.ts$' : name === 'wiring' ? 'wiring' : `${name}/`)
const sample = (name: string): string =>
  `${server}/${name === 'main' ? 'main.ts' : name === 'wiring' ? 'wiring.ts' : `${name}/sample.ts`}`

/** No layer imports from one above it. Tests may: a story is often told from above. */
const downOnly = layers.slice(1).map((layer, above): ImportRule => {
  const higher = layers.slice(0, above + 1).flatMap(({ folders }) => folders)
  return {
    name: `${layer.name} ${layer.name.endsWith('s') ? 'import' : 'imports'} down only`,
    from: { path: folder(...layer.folders.map(inLayer)), pathNot: tests },
    to: { path: folder(...higher.map(inLayer)) },
    proof: [sample(layer.folders[0]), sample(higher.at(-1)!)],
  }
})

const apart = layers
  .filter((layer) => layer.apart)
  .map(({ name, folders }): ImportRule => ({
    name: `${name} do not import each other`,
    from: { path: `^${server}/(${folders.join('|')})/`, pathNot: tests },
    to: { path: `^${server}/(${folders.join('|')})/`, pathNot: `^${server}/$1/` },
    proof: [`${server}/${folders[0]}/beside.ts`, sample(folders[1])],
  }))

const between = packages.map(({ name, imports }): ImportRule => {
  const mayImport: readonly string[] = imports
  const others = packages.map((other) => other.name).filter((other) => other !== name && !mayImport.includes(other))
  return {
    name: `${name} imports ${imports.length > 0 ? `${imports.join(', ')} and no other package` : 'no other package'}`,
    from: { path: `^packages/${name}/src/`, pathNot: tests },
    to: { path: `^packages/(${[...others, 'web'].join('|')})/` },
    proof: [`packages/${name}/src/outside.ts`, `packages/${others[0] ?? 'web'}/src/index.ts`],
  }
})

const doors: readonly ImportRule[] = [
  {
    name: 'only store, db and queue speak SQL',
    from: { path: `^${server}/`, pathNot: `${tests}|${folder('store/', 'db/', 'queue/')}` },
    to: { path: npm('kysely', 'pg', 'pg-boss', '@electric-sql/pglite') },
    proof: [`${server}/runs/sql.ts`, 'kysely'],
  },
  {
    name: 'only archive/git.ts starts other programs',
    from: { path: '^packages/[^/]+/src/', pathNot: `${tests}|${folder('archive/git\\.ts$')}` },
    to: { path: '^(node:)?child_process$', dependencyTypesNot: ['type-only'] },
    proof: [`${server}/archive/other.ts`, 'node:child_process'],
  },
  {
    name: 'only transports speak SSH',
    from: { path: '^packages/', pathNot: `${tests}|^packages/device/src/transports/` },
    to: { path: npm('ssh2', '@types/ssh2') },
    proof: ['packages/device/src/session/ssh.ts', 'ssh2'],
  },
  {
    name: 'platforms import platform.ts and shapes only',
    from: { path: '^packages/device/src/platforms/', pathNot: `${tests}|/platforms/all\\.ts$` },
    to: { pathNot: '^packages/device/src/(platform\\.ts|platforms/shapes/)' },
    proof: ['packages/device/src/platforms/x.ts', 'packages/device/src/index.ts'],
  },
  {
    name: 'config-text does no input or output',
    from: { path: '^packages/config-text/src/', pathNot: tests },
    to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer)$' },
    proof: ['packages/config-text/src/io.ts', 'node:fs'],
  },
  {
    name: 'production imports no lab, no tests and no testing kit',
    from: { path: '^packages/[^/]+/src/', pathNot: tests },
    to: { path: `^(lab|tools|e2e)/|${tests}|${npm('vitest')}` },
    proof: [`${server}/worker/pretend.ts`, 'lab/src/index.ts'],
  },
]

const whole: readonly ImportRule[] = [
  {
    name: 'no import cycles',
    from: {},
    to: { circular: true },
    proof: [`${server}/log/one.ts`, `${server}/log/two.ts`],
  },
  {
    name: 'every import is found',
    from: {},
    to: { couldNotResolve: true },
    proof: [`${server}/log/lost.ts`, `${server}/log/nowhere.ts`],
  },
]

export const rules: readonly ImportRule[] = [...downOnly, ...apart, ...between, ...doors, ...whole]
