import { type Kysely, sql } from 'kysely'
import type { SchemaStep } from './schema-step.ts'

/** SSH keys in credentials, and devices that are reached through others. */
export const reach: SchemaStep = {
  name: '0002-reach',
  since: '0.1.0',
  async up(db: Kysely<unknown>) {
    const statements = [
      sql`alter table credentials add column private_key_sealed text, add column passphrase_sealed text`,
      // Restrict: without its jump host a device would be dialled directly, where something else may answer.
      sql`alter table devices add column via_id uuid constraint devices_via references devices on delete restrict`,
      sql`create index devices_via on devices (via_id) where via_id is not null`,
    ]
    for (const statement of statements) await statement.execute(db)
  },
}
