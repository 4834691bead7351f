import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { type Config, loadConfig } from '../config/load.ts'
import type { ConfigName } from '../config/schema.ts'
import type { Keyring } from '../crypto/keyring.ts'
import { holdDataFolder } from '../db/data-folder.ts'
import type { Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open-database.ts'
import { createLog, type Log } from '../log/log.ts'
import { createPgBossQueue } from '../queue/pg-boss.ts'
import type { Queue } from '../queue/queue.ts'
import { createStores } from '../store/create-stores.ts'
import type { Stores } from '../store/stores.ts'
import { createTextWorkers, type TextWorkers } from '../text/text-workers.ts'
import { openKeyring } from './open-keyring.ts'

/** What the world outside gives to a process. */
export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly osUser: string
  readonly stderr: { write(text: string): unknown }
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal
}

/** What the command line may say about where NetRaven lives. */
export interface Place {
  readonly dataDir?: string
  readonly config?: string
  readonly env?: string
}

/** Settings that an option of the command line gives. */
export type Flags = Partial<Record<ConfigName, unknown>>

/** What every role stands on, opened in this order and closed in the reverse one. */
export interface Ground extends AsyncDisposable {
  readonly config: Config
  readonly log: Log
  readonly dataFolder: string
  readonly db: Database
  readonly stores: Stores
  readonly keyring: Keyring
  readonly queue: Queue
  readonly text: TextWorkers
  readonly embedded: boolean
}

/** Reads the configuration for a place. Throws AppError `invalid` with all faults at once. */
export const configOf = (world: World, place: Place, flags: Flags = {}): Config =>
  loadConfig({
    env: world.environment,
    cwd: world.cwd,
    flags: { data_dir: place.dataDir, ...flags },
    ...(place.config ? { config: place.config } : {}),
    ...(place.env ? { environment: place.env } : {}),
  })

export const dataFolderOf = (config: Config, cwd: string): string => resolve(cwd, config.get('data_dir'))

/** Opens configuration, data folder, database, keys, queue and text workers. The embedded database is held by one process:
 *  AppError `conflict` says which one. */
export async function openGround(world: World, place: Place, flags: Flags = {}): Promise<Ground> {
  const config = configOf(world, place, flags)
  const log = createLog({ level: () => config.get('log.level'), write: (line) => world.stderr.write(line) })
  for (const hint of config.hints) log.warn({ category: 'system' }, hint)
  await using opening = new AsyncDisposableStack()
  const dataFolder = dataFolderOf(config, world.cwd)
  const url = config.get('database.url')
  opening.use(await holdDataFolder(dataFolder, { exclusive: !url }))
  const db = opening.use(
    await openDatabase(
      url
        ? {
            engine: 'postgres',
            url,
            poolSize: 10,
            onFault: (error) =>
              log.warn({ category: 'system', error }, 'a database connection broke; another is opened'),
          }
        : { engine: 'pglite', folder: join(dataFolder, 'database') },
    ),
  )
  await migrate(db)
  const stores = createStores(db)
  opening.use(await followSettings(config, db, stores, log))
  const keyFile = config.get('master_key_file') ?? join(dataFolder, 'master.key')
  const keyring = await openKeyring(keyFile, stores.dataKeys, world)
  const queue = opening.use(await createPgBossQueue(db, log))
  const text = opening.use(createTextWorkers({ size: Math.max(1, availableParallelism() - 1) }))
  const opened = opening.move()
  const close = () => opened.disposeAsync()
  return { config, log, dataFolder, db, stores, keyring, queue, text, embedded: !url, [Symbol.asyncDispose]: close }
}

/** A notice that was lost with its connection costs no more than this. */
const READ_AGAIN_MS = 30_000

/** Puts the administrators' values in force, now and whenever one of them is set. */
async function followSettings(config: Config, db: Database, stores: Stores, log: Log): Promise<AsyncDisposable> {
  const read = async (): Promise<void> => {
    for (const fault of config.setDatabaseLevel(await stores.settings.all())) log.warn({ category: 'system' }, fault)
  }
  await read()
  const readAgain = (): void => {
    read().catch((error: unknown) => log.error({ category: 'system', error }, 'the settings could not be read again'))
  }
  const unlisten = await db.listen('netraven_settings', readAgain)
  const timer = setInterval(readAgain, READ_AGAIN_MS).unref()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await unlisten()
    },
  }
}
