import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { fileURLToPath } from 'node:url'

const packages = new URL('../../packages/', import.meta.url)
const configText = new URL('config-text/', packages)
/** The repository has one; npm puts it into the package only beside the package's own files. */
const licence = new URL('device/LICENSE', packages)
const modules = new URL('device/node_modules/', packages)
const scope = new URL('@netraven/', modules)
const bundle = new URL('config-text/', scope)

/** Builds both packages and lays config-text where npm looks for bundled dependencies: inside the package, as files. A link of a
 *  workspace would be left out. */
export async function bundleConfigText(): Promise<void> {
  removeBundle()
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
  execFileSync(process.execPath, [tsc, '-b', fileURLToPath(new URL('device/', packages))], { stdio: 'inherit' })
  for (const folder of [new URL('device/', packages), configText]) removeLeftovers(folder)
  mkdirSync(bundle, { recursive: true })
  const isShipped = (file: string): boolean =>
    !/\.test\.|\.map$|\.tsbuildinfo$|\/testing(?:\/|$)/.test(file.slice(fileURLToPath(configText).length))
  cpSync(new URL('dist/', configText), new URL('dist/', bundle), { recursive: true, filter: isShipped })
  copyFileSync(new URL('../LICENSE', packages), licence)
  writeFileSync(new URL('package.json', bundle), `${JSON.stringify(await manifest(), null, 2)}\n`)
}

/** The compiler leaves what it once made from sources that are gone. */
function removeLeftovers(folder: URL): void {
  const dist = new URL('dist/', folder)
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const [, stem] = /^(.+?)(?:\.d)?\.(?:js|ts)(?:\.map)?$/.exec(name) ?? []
    if (stem !== undefined && !existsSync(new URL(`src/${stem}.ts`, folder))) rmSync(new URL(name, dist))
  }
}

/** Takes it away again: nothing else may find it. */
export function removeBundle(): void {
  rmSync(bundle, { recursive: true, force: true })
  rmSync(licence, { force: true })
  for (const folder of [scope, modules]) if (isEmpty(folder)) rmdirSync(folder)
}

/** The package's own, without what only works beside its sources. */
async function manifest(): Promise<object> {
  const { name, version, license, description, type, exports, engines } = JSON.parse(
    readFileSync(new URL('package.json', configText), 'utf8'),
  ) as Record<string, unknown> & { exports: Record<string, Record<string, string>> }
  const shipped = Object.entries(exports).map(([path, { 'netraven-source': _sources, ...conditions }]) => [
    path,
    conditions,
  ])
  return { name, version, license, description, type, exports: Object.fromEntries(shipped), engines }
}

function isEmpty(folder: URL): boolean {
  try {
    return readdirSync(folder).length === 0
  } catch {
    return false
  }
}
