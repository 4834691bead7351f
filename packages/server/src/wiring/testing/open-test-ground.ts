import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../config/load.ts'
import { createKeyring } from '../../crypto/keyring.ts'
import type { Database } from '../../db/database.ts'
import { openTestDatabase } from '../../db/testing/open-test-database.ts'
import { createLog } from '../../log/log.ts'
import { createPgBossQueue } from '../../queue/pg-boss.ts'
import { createStores } from '../../store/create-stores.ts'
import { createTextWorkers } from '../../text/text-workers.ts'
import type { Flags, Ground } from '../ground.ts'

export interface TestGround extends Ground {
  /** What the program log has so far. */
  logged(): string
  readonly masterKey: Buffer
}

/** Waits of production, made short: no try after the first one unless a test asks for it. */
const quick: Flags = { 'device.retry.retries': 0, 'device.retry.backoff_s': 0, 'device.command_timeout_s': 1 }

/** What every role stands on, real down to the queue and the text workers, on a database of its own. */
export async function openTestGround(engine: Database['engine'] = 'pglite', flags: Flags = {}): Promise<TestGround> {
  await using opening = new AsyncDisposableStack()
  const dataFolder = await mkdtemp(join(tmpdir(), 'netraven-test-'))
  opening.defer(() => rm(dataFolder, { recursive: true, force: true }))
  const config = loadConfig({ env: {}, cwd: dataFolder, flags: { ...quick, 'log.level': 'debug', ...flags } })
  const lines: string[] = []
  const log = createLog({ level: () => config.get('log.level'), write: (line) => lines.push(line) })
  const db = opening.use(await openTestDatabase(engine))
  const stores = createStores(db)
  const masterKey = randomBytes(32)
  const queue = opening.use(await createPgBossQueue(db, log))
  const text = opening.use(createTextWorkers({ size: 1 }))
  const opened = opening.move()
  return {
    config,
    log,
    dataFolder,
    db,
    stores,
    masterKey,
    keyring: createKeyring({ dataKeys: stores.dataKeys, masterKey }),
    queue,
    text,
    embedded: engine === 'pglite',
    logged: () => lines.join(''),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
