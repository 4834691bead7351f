import { Worker } from 'node:worker_threads'
import { AppError } from '../../errors/app-error.ts'
import { type Answer, type Ask, errorOf, type Rows } from './wire.ts'

type Question = Ask extends infer One ? (One extends Ask ? Omit<One, 'id'> : never) : never

interface Waiting {
  resolve(rows: Rows): void
  reject(error: Error): void
}

export interface PortTransaction {
  query<R>(text: string, values?: unknown[]): Promise<{ rows: R[]; affectedRows: number; fields: never[] }>
  rollback(): Promise<void>
}

/** The main thread's end of the embedded database. There is one connection, so everything stands in one queue, and a
 *  transaction holds the queue until it ends. Fits kysely's PGliteDialect. */
export class PglitePort {
  readonly ready = true
  readonly waitReady = Promise.resolve()
  closed = false
  readonly #thread: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #hearers = new Map<string, Set<(payload: string) => void>>()
  #lastId = 0
  #turn: Promise<unknown> = Promise.resolve()
  #dead: Error | undefined

  /** `folder` undefined = in memory. */
  constructor(folder: string | undefined) {
    const file = import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js'
    this.#thread = new Worker(new URL(file, import.meta.url), { workerData: { folder }, name: 'pglite' })
    this.#thread.on('message', (answer: Answer) => this.#take(answer))
    this.#thread.on('error', (error) => this.#die(error))
    this.#thread.on('exit', () => this.#die(new Error('its thread ended')))
  }

  query<R>(text: string, values: unknown[] = []): Promise<{ rows: R[]; affectedRows: number; fields: never[] }> {
    return this.#inTurn(() => this.#restored(this.#query<R>(text, values)))
  }

  /** One or more statements without values; rows of all of them. */
  exec(text: string): Promise<Rows> {
    return this.#inTurn(() => this.#restored(this.#ask({ do: 'exec', text })))
  }

  transaction<T>(act: (trx: PortTransaction) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#ask({ do: 'exec', text: 'begin' })
      const rollback = async (): Promise<void> => void (await this.#ask({ do: 'exec', text: 'rollback' }))
      let result: T
      try {
        result = await act({ query: (text, values = []) => this.#query(text, values), rollback })
      } catch (error) {
        await rollback()
        throw error
      }
      const { command } = await this.#ask({ do: 'exec', text: 'commit' })
      if (command === 'ROLLBACK')
        throw Object.assign(new Error('a statement of the transaction failed'), { code: '25P02' })
      return result
    })
  }

  async listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>> {
    const hearers = this.#hearers.get(channel) ?? new Set()
    this.#hearers.set(channel, hearers.add(hear))
    await this.exec(`listen ${quoted(channel)}`) // oxlint-disable-line netraven/no-built-sql -- LISTEN takes no parameter
    return async () => void hearers.delete(hear)
  }

  /** Waits for what stands in the queue. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.closed) return
      this.closed = true
      if (!this.#dead) await this.#ask({ do: 'close' })
      await this.stop()
    })
  }

  /** Ends the thread at once; who waits gets an error. */
  async stop(): Promise<void> {
    await this.#thread.terminate()
  }

  async #query<R>(text: string, values: unknown[]): Promise<{ rows: R[]; affectedRows: number; fields: never[] }> {
    const { rows, affectedRows } = await this.#ask({ do: 'query', text, values })
    return { rows: rows as R[], affectedRows, fields: [] }
  }

  /** A failed statement may leave a block of several statements half way in a transaction. The rollback belongs into the
   *  same turn: as a turn of its own it could hit the transaction of the next in the queue. */
  async #restored<T>(statement: Promise<T>): Promise<T> {
    try {
      return await statement
    } catch (error) {
      await this.#ask({ do: 'exec', text: 'rollback' }).catch(() => undefined)
      throw error
    }
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  #ask(question: Question): Promise<Rows> {
    if (this.#dead) return Promise.reject(this.#dead)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#thread.postMessage({ id, ...question })
    })
  }

  #take(answer: Answer): void {
    if ('channel' in answer) {
      for (const hear of this.#hearers.get(answer.channel) ?? []) hear(answer.payload)
      return
    }
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('rows' in answer) waiting?.resolve(answer.rows)
    else waiting?.reject(errorOf(answer.fault))
  }

  #die(cause: Error): void {
    this.#dead ??= new AppError('unavailable', `the embedded database stopped: ${cause.message}`, {}, { cause })
    for (const { reject } of this.#waiting.values()) reject(this.#dead)
    this.#waiting.clear()
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
