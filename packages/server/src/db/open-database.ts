import { AppError } from '../errors/app-error.ts'
import type { Database } from './database.ts'
import { openEmbedded } from './embedded/open-embedded.ts'
import { openPostgres, type PostgresPlace } from './postgres/open-postgres.ts'

export type DatabasePlace =
  /** `folder` undefined = in memory, for tests. The caller holds the lock of the data folder. */
  { readonly engine: 'pglite'; readonly folder: string | undefined } | ({ readonly engine: 'postgres' } & PostgresPlace)

/** Opens the database; AppError `unavailable` says where it looked, never with which password. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  try {
    return place.engine === 'pglite' ? await openEmbedded(place.folder) : await openPostgres(place)
  } catch (error) {
    const where = place.engine === 'pglite' ? `embedded in ${place.folder ?? 'memory'}` : withoutSecrets(place.url)
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('unavailable', `the database (${where}) cannot be opened: ${reason}`, {}, { cause: error })
  }
}

/** Host and database name of a URL: the rest may hold a password. */
function withoutSecrets(url: string): string {
  const { hostname, port, pathname } = URL.parse(url) ?? {
    hostname: 'an address that is no URL',
    port: '',
    pathname: '',
  }
  return `${hostname}${port && `:${port}`}${pathname}`
}
