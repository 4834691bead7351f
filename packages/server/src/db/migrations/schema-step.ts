import type { Kysely } from 'kysely'

/** One step of the schema. There is no way back down: a backup is the way back. */
export interface SchemaStep {
  /** `NNNN-name`; the order is that of the names. */
  readonly name: string
  /** The first version of the program that works with this step: what an older one is told to become. */
  readonly since: string
  up(db: Kysely<unknown>): Promise<void>
}
