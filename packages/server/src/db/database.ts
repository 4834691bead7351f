import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** A right to lead that ends when the holder releases it or its connection dies. */
export interface Leadership extends AsyncDisposable {
  /** Aborts when the leadership was lost: stop writing at once. */
  readonly lost: AbortSignal
}

/** The one way to the database, embedded or server. Nobody holds a connection: `sql()` gives the transaction in
 *  progress (found through the async context), else the pool. A held pool inside a transaction would hang for ever
 *  on the embedded database, which has one connection. */
export interface Database extends AsyncDisposable {
  readonly engine: 'pglite' | 'postgres'
  sql(): Kysely<Schema>
  /** Runs `act` in a transaction; inside another transaction it joins that one. Never device, network or Git I/O inside. */
  transaction<T>(act: () => Promise<T>): Promise<T>
  /** SQL text of another library (the queue), with the same rule: part of the transaction in progress, if there is one.
   *  Outside a transaction and without values it may hold several statements; their rows come back as one list. */
  execute(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  /** Calls `hear` for each NOTIFY on the channel; the result ends it. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>
  /** Sent when the transaction in progress commits, else at once. Payload ≤ 8000 bytes. */
  notify(channel: string, payload: string): Promise<void>
  /** Leadership under a name, by an advisory lock (in process when embedded); undefined while another holds it. */
  lead(name: string): Promise<Leadership | undefined>
  /** Now, by the database's clock: leases and due times are compared with nothing else. */
  now(): Promise<Date>
}
