import type { Kysely } from 'kysely'
import type { SchemaStep } from '../schema-step.ts'
import { archive } from './archive.ts'
import { inventory } from './inventory.ts'
import { people } from './people.ts'
import { runs } from './runs.ts'

/** The tables of the first release. Times keep milliseconds, as a Date does: what was read compares equal to what is stored. */
export const firstLight: SchemaStep = {
  name: '0001-first-light',
  since: '0.1.0',
  async up(db: Kysely<unknown>) {
    for (const statement of [...people, ...inventory, ...runs, ...archive]) await statement.execute(db)
  },
}
