import { AppError } from '../errors/app-error.ts'
import { type ConfigName, configNames, type ConfigValue, schema } from './schema.ts'
import { configFiles, type Found, fromEnvironment, fromFile, suggest } from './sources.ts'

export interface ConfigInput {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Options of the command line: they win over everything. */
  readonly flags?: Partial<Record<ConfigName, unknown>>
  readonly cwd: string
  /** `--config FILE`. */
  readonly config?: string
  /** `--env NAME`: config/environments/NAME.yaml is read as well. */
  readonly environment?: string
}

/** One value as people see it. */
export interface ConfigEntry {
  readonly key: ConfigName
  /** Null for a secret. */
  readonly value: unknown
  readonly default: unknown
  /** `environment …`, `database`, a file, `command line` or `default`. */
  readonly source: string
  readonly unit: string | null
  readonly about: string
  readonly writable: boolean
  readonly needsRestart: boolean
}

export interface Config {
  /** The value in force now: command line > environment > database > files > default. */
  get<K extends ConfigName>(name: K): ConfigValue<K>
  describe(): ConfigEntry[]
  /** What was understood, though it is written in another way now. */
  readonly hints: readonly string[]
  /** Puts the values that an administrator set in force. A row that no longer fits is left out and named in the result. */
  setDatabaseLevel(rows: readonly { readonly key: string; readonly value: unknown }[]): string[]
  /** The value to be stored for a key. AppError `not_found` or `invalid`. */
  checkSetting(key: string, value: unknown): { readonly key: ConfigName; readonly value: unknown }
}

type Level = Map<ConfigName, { readonly value: unknown; readonly source: string }>

/** Reads environment and files, once. All faults are told in one message. */
export function loadConfig(input: ConfigInput): Config {
  const files = configFiles(input.cwd, input).map(fromFile)
  const environment = fromEnvironment(input.env)
  const flags: Found = { values: new Map(), faults: [], hints: [] }
  for (const [name, value] of Object.entries(input.flags ?? {})) {
    if (value !== undefined) flags.values.set(name as ConfigName, { value, source: 'command line' })
  }
  const found = [...files, environment, flags]
  const faults = found.flatMap((level) => level.faults)
  const fromFiles: Level = new Map(files.flatMap((level) => [...checked(level, faults)]))
  const above: Level = new Map([environment, flags].flatMap((level) => [...checked(level, faults)]))
  if (faults.length > 0) {
    const message = `the configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n  ${faults.join('\n  ')}`
    throw new AppError('invalid', message, { faults })
  }
  return createConfig(
    fromFiles,
    above,
    found.flatMap((level) => level.hints),
  )
}

function createConfig(files: Level, above: Level, hints: readonly string[]): Config {
  let database: Level = new Map()
  const inForce = (name: ConfigName) =>
    above.get(name) ?? database.get(name) ?? files.get(name) ?? { value: schema[name].default, source: 'default' }
  return {
    hints,
    get: <K extends ConfigName>(name: K) => inForce(name).value as ConfigValue<K>,
    describe: () => configNames.map((name) => ({ ...describe(name), ...shown(name, inForce(name)) })),
    setDatabaseLevel(rows) {
      const level: Level = new Map()
      const left: string[] = []
      for (const row of rows) {
        try {
          const { key, value } = checkSetting(row.key, row.value)
          level.set(key, { value, source: 'database' })
        } catch (error) {
          left.push((error as Error).message)
        }
      }
      database = level
      return left
    },
    checkSetting,
  }
}

function checkSetting(key: string, value: unknown): { key: ConfigName; value: unknown } {
  if (!Object.hasOwn(schema, key)) throw new AppError('not_found', `${key} is no setting${suggest(key, configNames)}`)
  const name = key as ConfigName
  if (schema[name].settable !== 'database') {
    throw new AppError(
      'invalid',
      `${key} is set by environment or file only, because it names files, addresses or secrets`,
    )
  }
  const result = schema[name].type.safeParse(value)
  if (!result.success)
    throw new AppError('invalid', `${key}: ${result.error.issues[0]?.message ?? 'not a fitting value'}`)
  return { key: name, value: result.data }
}

/** The values that fit their types; those that do not are added to the faults. */
function* checked(level: Found, faults: string[]): Generator<[ConfigName, { value: unknown; source: string }]> {
  for (const [name, { value, source }] of level.values) {
    const result = schema[name].type.safeParse(value)
    if (result.success) yield [name, { value: result.data, source }]
    else faults.push(`${source}: ${name}: ${result.error.issues[0]?.message ?? 'not a fitting value'}`)
  }
}

const isSecret = (name: ConfigName): boolean => 'secret' in schema[name]

const shown = (name: ConfigName, { value, source }: { value: unknown; source: string }) => ({
  value: isSecret(name) ? null : value,
  source,
})

const describe = (name: ConfigName) => {
  const { default: fallback, about, settable, needsRestart } = schema[name]
  const unit = 'unit' in schema[name] ? (schema[name] as { unit?: string }).unit : undefined
  return { key: name, default: fallback, about, unit: unit ?? null, writable: settable === 'database', needsRestart }
}
