import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { configNames, type ConfigName, formerNames, schema } from './schema.ts'
import { nearest } from './nearest.ts'

/** Values of one level, still unchecked, each with the place it was read from. */
export interface Found {
  readonly values: Map<ConfigName, { readonly value: unknown; readonly source: string }>
  readonly faults: string[]
  readonly hints: string[]
}

const emptyFound = (): Found => ({ values: new Map(), faults: [], hints: [] })

/** Variables that start like settings and are read elsewhere: secrets of one command, and the test suites' own. */
const notSettings =
  /^NETRAVEN_((ENABLE_|USER_)?PASSWORD(_FILE)?|ADMIN_PASSWORD|TOKEN|SERVER|CREDENTIAL_\w+|TEST_\w+|REQUIRE_ALL|FAILPOINTS|ENV)$/

/** `NETRAVEN_WORKER__CONCURRENCY`, `NETRAVEN_DATABASE_URL`, `NETRAVEN_DATABASE_URL_FILE`. */
export function fromEnvironment(env: Readonly<Record<string, string | undefined>>): Found {
  const found = emptyFound()
  for (const [variable, value] of Object.entries(env)) {
    if (value === undefined || !variable.startsWith('NETRAVEN_') || notSettings.test(variable)) continue
    const name = nameOfVariable(variable)
    const ofFile = name ? undefined : nameOfVariable(variable.replace(/_FILE$/, ''))
    if (name) found.values.set(name, { value, source: `environment ${variable}` })
    else if (ofFile) readSecretFile(found, ofFile, variable, value)
    else found.faults.push(`${variable} is no setting${suggest(variable, configNames.map(variableOf))}`)
  }
  return found
}

const variableOf = (name: ConfigName): string => `NETRAVEN_${name.replaceAll('.', '__').toUpperCase()}`

/** Two underscores stand for a dot; one will do as well. */
const nameOfVariable = (variable: string): ConfigName | undefined =>
  configNames.find((name) => variableOf(name) === variable || variableOf(name).replaceAll('__', '_') === variable)

function readSecretFile(found: Found, name: ConfigName, variable: string, file: string): void {
  try {
    found.values.set(name, { value: readFileSync(file, 'utf8').trimEnd(), source: `file of ${variable}` })
  } catch (error) {
    found.faults.push(`${variable}: ${(error as Error).message}`)
  }
}

/** The YAML files in the order in which a later one wins: /etc, config/*.yaml, the environment's own, --config. */
export function configFiles(
  cwd: string,
  options: { readonly config?: string; readonly environment?: string },
): string[] {
  const folder = join(cwd, 'config')
  const beside = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .toSorted()
    : []
  const named = options.environment ? [join(folder, 'environments', `${options.environment}.yaml`)] : []
  const usual = ['/etc/netraven/config.yaml', ...beside.map((name) => join(folder, name))].filter((file) =>
    existsSync(file),
  )
  return [...usual, ...named, ...(options.config ? [options.config] : [])]
}

/** Nested or dotted keys: `worker: {concurrency: 10}` is `worker.concurrency: 10`. */
export function fromFile(file: string): Found {
  const found = emptyFound()
  try {
    for (const [written, value] of flatten(parse(readFileSync(file, 'utf8')) ?? {})) take(found, written, value, file)
  } catch (error) {
    found.faults.push(`${file}: ${(error as Error).message.split('\n')[0]}`)
  }
  return found
}

function take(found: Found, written: string, value: unknown, source: string): void {
  const former = Object.hasOwn(formerNames, written) ? formerNames[written] : undefined
  if (former) found.hints.push(`${source}: ${written} is called ${former} now; it counts as that`)
  const name = former ?? (Object.hasOwn(schema, written) ? (written as ConfigName) : undefined)
  if (name) found.values.set(name, { value, source })
  else found.faults.push(`${source}: ${written} is no setting${suggest(written, configNames)}`)
}

function* flatten(node: unknown, prefix = ''): Generator<[string, unknown]> {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) {
    yield [prefix, node]
    return
  }
  for (const [name, value] of Object.entries(node)) yield* flatten(value, prefix ? `${prefix}.${name}` : name)
}

/** `; did you mean "worker.concurrency"?` or nothing. */
export const suggest = (written: string, names: readonly string[]): string => {
  const name = nearest(written, names)
  return name ? `; did you mean ${name}?` : ''
}
