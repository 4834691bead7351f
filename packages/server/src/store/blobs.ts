import { createHash } from 'node:crypto'
import type { Database } from '../db/database.ts'
import { packed, unpacked } from './columns.ts'

/** Redacted text by its hash, stored once. */
export interface BlobStore {
  put(sha256: string, bytes: Buffer): Promise<void>
  /** The exact bytes; throws when the stored content does not hash to its name. */
  get(sha256: string): Promise<Buffer | undefined>
  /** Every blob in order of hash, for `verify`; undefined where the stored bytes do not even unpack. */
  pages(limit: number): AsyncIterable<{ sha256: string; content: Buffer | undefined }>
}

export const createBlobStore = (db: Database): BlobStore => ({
  async put(sha256, bytes) {
    await db
      .sql()
      .insertInto('blobs')
      .values({ sha256, bytes: bytes.length, content: packed(bytes) })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute()
  },
  async get(sha256) {
    const row = await db.sql().selectFrom('blobs').select('content').where('sha256', '=', sha256).executeTakeFirst()
    return row && checked(sha256, row.content)
  },
  async *pages(limit) {
    for (let after = ''; ;) {
      const rows = await db
        .sql()
        .selectFrom('blobs')
        .select(['sha256', 'content'])
        .where('sha256', '>', after)
        .orderBy('sha256')
        .limit(limit)
        .execute()
      for (const { sha256, content } of rows) yield { sha256, content: unpackedIfWhole(content) }
      const last = rows.at(-1)
      if (!last || rows.length < limit) return
      after = last.sha256
    }
  },
})

function unpackedIfWhole(content: Uint8Array): Buffer | undefined {
  try {
    return unpacked(content)
  } catch {
    return undefined
  }
}

function checked(sha256: string, content: Uint8Array): Buffer {
  const bytes = unpacked(content)
  const actual = createHash('sha256').update(bytes).digest('hex')
  if (actual !== sha256) throw new Error(`blob ${sha256} is damaged: its content hashes to ${actual}`)
  return bytes
}
