import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

type Hear = (payload: string) => void

const RECONNECT_MS = [100, 500, 1_000, 2_000, 5_000]

/** One connection for all LISTENs of the process; opened by the first, opened again when it breaks. What was said in
 *  between is not heard: every listener also looks from time to time. */
export class PostgresListener {
  readonly #settings: pg.ClientConfig
  readonly #onFault: (error: Error) => void
  readonly #hearers = new Map<string, Set<Hear>>()
  readonly #closing = new AbortController()
  #client: pg.Client | undefined
  #connecting: Promise<pg.Client> | undefined
  #subscribing: Promise<unknown> = Promise.resolve()

  constructor(settings: pg.ClientConfig, onFault: (error: Error) => void) {
    this.#settings = settings
    this.#onFault = onFault
  }

  async listen(channel: string, hear: Hear): Promise<() => Promise<void>> {
    const hearers = this.#hearers.get(channel) ?? new Set()
    this.#hearers.set(channel, hearers.add(hear))
    const client = this.#client ?? (await (this.#connecting ??= this.#connect()))
    this.#subscribing = this.#subscribing.catch(() => undefined).then(() => subscribe(client, channel))
    await this.#subscribing
    return async () => void hearers.delete(hear)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#connecting?.catch(() => undefined)
    await this.#client?.end()
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#settings)
    client.on('notification', ({ channel, payload }) => this.#tell(channel, payload ?? ''))
    client.on('error', this.#onFault)
    client.once('end', () => void this.#reconnect())
    try {
      await client.connect()
      for (const channel of this.#hearers.keys()) await subscribe(client, channel)
    } catch (error) {
      this.#connecting = undefined
      throw error
    }
    this.#client = client
    this.#connecting = undefined
    return client
  }

  /** A notice that cannot be read, whoever sent it, costs neither the other hearers nor the process. */
  #tell(channel: string, payload: string): void {
    for (const hear of this.#hearers.get(channel) ?? []) {
      try {
        hear(payload)
      } catch (error) {
        this.#onFault(error as Error)
      }
    }
  }

  /** Tries until it succeeds or the database is closed. */
  async #reconnect(attempt = 0): Promise<void> {
    if (!this.#client && attempt === 0) return // the first connection failed: its caller was told
    this.#client = undefined
    const { signal } = this.#closing
    await sleep(RECONNECT_MS[attempt] ?? RECONNECT_MS.at(-1), undefined, { signal }).catch(() => undefined)
    if (signal.aborted || this.#client) return // closed, or somebody who began to listen was faster
    try {
      await (this.#connecting ??= this.#connect())
    } catch (error) {
      this.#onFault(error as Error)
      await this.#reconnect(attempt + 1)
    }
  }
}

/** Idempotent in PostgreSQL. */
const subscribe = (client: pg.Client, channel: string): Promise<unknown> =>
  client.query(`listen ${pg.escapeIdentifier(channel)}`) // oxlint-disable-line netraven/no-built-sql -- LISTEN takes no parameter
