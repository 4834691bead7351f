import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { recordAudit } from './audits.ts'
import { type Caller, systemCaller } from './caller.ts'
import { clock } from './columns.ts'
import { nameOnce, notFound, versionConflict } from './refusals.ts'
import { replaceTags, tagNames } from './tagging.ts'
import { seesCredential } from './visibility.ts'

/** A credential without its secrets: those are written, never read back. */
export interface Credential {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly hasPassword: boolean
  readonly hasEnableSecret: boolean
  readonly hasPrivateKey: boolean
  readonly priority: number
  readonly tags: readonly string[]
  readonly succeeded: number
  readonly refused: number
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The sealed columns; only credentials/unlock.ts opens them. */
export interface SealedSecrets {
  readonly passwordSealed: string | null
  readonly enableSealed: string | null
  readonly privateKeySealed: string | null
  readonly passphraseSealed: string | null
}

export interface SealedCredential extends SealedSecrets {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly dataKeyId: string
}

export type CredentialInput = Omit<SealedCredential, keyof SealedSecrets> &
  Partial<SealedSecrets> &
  Pick<Credential, 'priority' | 'tags'>

/** How a credential stands with one device: what credentials/choose.ts decides on. */
export interface CredentialStanding {
  readonly id: string
  readonly name: string
  readonly priority: number
  readonly succeeded: number
  readonly refused: number
  readonly refusedInARow: number
  /** Refusals in a row over all devices: a wrong password locks accounts everywhere. */
  readonly refusedInARowAnywhere: number
}

export interface CredentialStore {
  list(who: Caller): Promise<Credential[]>
  get(who: Caller, id: string): Promise<Credential | undefined>
  create(who: Caller, input: CredentialInput): Promise<Credential>
  update(who: Caller, id: string, change: Partial<Omit<CredentialInput, 'id'>>, ifVersion?: number): Promise<Credential>
  remove(who: Caller, id: string): Promise<void>
  sealed(id: string): Promise<SealedCredential | undefined>
  /** Credentials that share a tag with the device; a credential without tags serves every device. */
  standings(deviceId: string): Promise<CredentialStanding[]>
  countUse(credentialId: string, deviceId: string, result: 'succeeded' | 'refused'): Promise<void>
}

export const createCredentialStore = (db: Database): CredentialStore => ({
  list: (who) => credentials(db, who).orderBy('priority').orderBy('name').execute(),
  get: (who, id) => credentials(db, who).where('credentials.id', '=', id).executeTakeFirst(),
  create: (who, input) =>
    db.transaction(async () => {
      const { id, name, tags } = input
      await nameOnce('credentials_name', taken(name), () =>
        db
          .sql()
          .insertInto('credentials')
          .values({
            id,
            name,
            username: input.username,
            ...sealedColumns(input),
            data_key_id: input.dataKeyId,
            priority: input.priority,
          })
          .execute(),
      )
      await replaceTags(db, who, 'credential', id, tags)
      await recordAudit(db, who, 'credential.create', { type: 'credential', id }, wordsOf(input))
      return read(db, id)
    }),
  update: (who, id, change, ifVersion) => db.transaction(() => update(db, who, id, change, ifVersion)),
  remove: (who, id) =>
    db.transaction(async () => {
      const before = await credentials(db, who).where('credentials.id', '=', id).executeTakeFirst()
      if (!before) throw notFound('credential')
      await db.sql().deleteFrom('credentials').where('id', '=', id).execute()
      await recordAudit(db, who, 'credential.remove', { type: 'credential', id }, { name: before.name })
    }),
  sealed: (id) =>
    db
      .sql()
      .selectFrom('credentials')
      .select(['id', 'name', 'username', 'data_key_id as dataKeyId'])
      .select(['password_sealed as passwordSealed', 'enable_sealed as enableSealed'])
      .select(['private_key_sealed as privateKeySealed', 'passphrase_sealed as passphraseSealed'])
      .where('id', '=', id)
      .executeTakeFirst(),
  standings: (deviceId) => standings(db, deviceId),
  countUse: (credentialId, deviceId, result) =>
    db.transaction(() => (result === 'succeeded' ? countSuccess : countRefusal)(db, credentialId, deviceId)),
})

const sealedColumns = (secrets: Partial<SealedSecrets>) => ({
  password_sealed: secrets.passwordSealed,
  enable_sealed: secrets.enableSealed,
  private_key_sealed: secrets.privateKeySealed,
  passphrase_sealed: secrets.passphraseSealed,
})

const taken = (name: string): string => `There is a credential ${name} already`

const counted = (column: 'succeeded' | 'refused') =>
  sql<number>`(select coalesce(sum(${sql.ref(column)}), 0)::integer from credential_uses
    where credential_id = credentials.id)`.as(column)

const credentials = (db: Database, who: Caller) =>
  db
    .sql()
    .selectFrom('credentials')
    .select(['id', 'name', 'username', 'priority', 'version', 'created_at as createdAt', 'updated_at as updatedAt'])
    .select(sql<boolean>`password_sealed is not null`.as('hasPassword'))
    .select(sql<boolean>`enable_sealed is not null`.as('hasEnableSecret'))
    .select(sql<boolean>`private_key_sealed is not null`.as('hasPrivateKey'))
    .select(tagNames('credential', 'credentials.id').as('tags'))
    .select([counted('succeeded'), counted('refused')])
    .where(seesCredential(who, 'credentials.id'))

const read = (db: Database, id: string): Promise<Credential> =>
  credentials(db, systemCaller('store')).where('credentials.id', '=', id).executeTakeFirstOrThrow()

async function update(
  db: Database,
  who: Caller,
  id: string,
  change: Partial<Omit<CredentialInput, 'id'>>,
  ifVersion: number | undefined,
): Promise<Credential> {
  const before = await credentials(db, who).where('credentials.id', '=', id).executeTakeFirst()
  if (!before) throw notFound('credential')
  const renewed = [change.username, change.passwordSealed, change.privateKeySealed].some((value) => value !== undefined)
  const { numUpdatedRows } = await nameOnce('credentials_name', taken(change.name ?? ''), () =>
    db
      .sql()
      .updateTable('credentials')
      .set({
        name: change.name,
        username: change.username,
        ...sealedColumns(change),
        data_key_id: change.dataKeyId,
        priority: change.priority,
        version: sql<number>`version + 1`,
        updated_at: clock,
        ...(renewed && { refused_in_a_row: 0 }),
      })
      .where('id', '=', id)
      .$if(ifVersion !== undefined, (query) => query.where('version', '=', ifVersion!))
      .executeTakeFirst(),
  )
  if (numUpdatedRows === 0n) throw versionConflict('credential', before.version)
  // Refusals of the old password say nothing about the new one.
  if (renewed) {
    await db.sql().updateTable('credential_uses').set({ refused_in_a_row: 0 }).where('credential_id', '=', id).execute()
  }
  if (change.tags) await replaceTags(db, who, 'credential', id, change.tags)
  await recordAudit(
    db,
    who,
    'credential.update',
    { type: 'credential', id },
    {
      name: before.name,
      change: wordsOf(change),
    },
  )
  return read(db, id)
}

/** What an audit row may say of a credential: of its secrets, that they were given. */
const wordsOf = ({ name, username, priority, tags, ...sealed }: Partial<CredentialInput>) => ({
  name,
  username,
  priority,
  tags,
  ...(sealed.passwordSealed != null && { password: 'set' }),
  ...(sealed.enableSealed != null && { enableSecret: 'set' }),
  ...(sealed.privateKeySealed != null && { privateKey: 'set' }),
  ...(sealed.passphraseSealed != null && { passphrase: 'set' }),
})

const standings = (db: Database, deviceId: string): Promise<CredentialStanding[]> =>
  db
    .sql()
    .selectFrom('credentials')
    .leftJoin('credential_uses as used', (join) =>
      join.onRef('used.credential_id', '=', 'credentials.id').on('used.device_id', '=', deviceId),
    )
    .select(['credentials.id', 'name', 'priority', 'credentials.refused_in_a_row as refusedInARowAnywhere'])
    .select(({ fn, lit }) => [
      fn.coalesce('used.succeeded', lit(0)).as('succeeded'),
      fn.coalesce('used.refused', lit(0)).as('refused'),
      fn.coalesce('used.refused_in_a_row', lit(0)).as('refusedInARow'),
    ])
    .where(sql<boolean>`(not exists (select 1 from credential_tags where credential_id = credentials.id)
      or exists (select 1 from credential_tags join device_tags using (tag_id)
        where credential_id = credentials.id and device_tags.device_id = ${deviceId}::uuid))`)
    .orderBy('priority')
    .orderBy('credentials.id')
    .execute()

async function countSuccess(db: Database, credentialId: string, deviceId: string): Promise<void> {
  await sql`insert into credential_uses (credential_id, device_id, succeeded) values (${credentialId}, ${deviceId}, 1)
    on conflict (credential_id, device_id) do update
    set succeeded = credential_uses.succeeded + 1, refused_in_a_row = 0, last_used_at = clock_timestamp()`.execute(
    db.sql(),
  )
  // Fifty visits share a credential: its row is written only when there is something to reset.
  await sql`update credentials set refused_in_a_row = 0
    where id = ${credentialId} and refused_in_a_row > 0`.execute(db.sql())
}

async function countRefusal(db: Database, credentialId: string, deviceId: string): Promise<void> {
  await sql`insert into credential_uses (credential_id, device_id, refused, refused_in_a_row)
    values (${credentialId}, ${deviceId}, 1, 1)
    on conflict (credential_id, device_id) do update
    set refused = credential_uses.refused + 1, refused_in_a_row = credential_uses.refused_in_a_row + 1,
      last_used_at = clock_timestamp()`.execute(db.sql())
  await sql`update credentials set refused_in_a_row = refused_in_a_row + 1 where id = ${credentialId}`.execute(db.sql())
}
