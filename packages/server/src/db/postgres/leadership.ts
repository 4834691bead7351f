import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Leadership } from '../database.ts'

/** A holder that hears nothing for this long on its connection takes the leadership for lost. */
const SILENCE_MS = 3_000
const GOODBYE_MS = 1_000

/** Leadership by an advisory lock on a connection of its own: it ends with the connection, so a dead leader's place is
 *  free at once. The holder asks every few seconds whether it still has the connection. */
export async function takeLeadership(settings: pg.ClientConfig, name: string): Promise<Leadership | undefined> {
  const client = new pg.Client({ ...settings, query_timeout: SILENCE_MS })
  const lost = new AbortController()
  const lose = (): void => lost.abort()
  client.on('error', lose)
  client.once('end', lose)
  await client.connect()
  const { rows } = await client.query<{ led: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as led', [
    `netraven.${name}`,
  ])
  if (!rows[0]?.led) {
    await client.end()
    return undefined
  }
  const ended = new AbortController()
  void keepAsking(client, AbortSignal.any([lost.signal, ended.signal])).catch(lose)
  return {
    lost: lost.signal,
    async [Symbol.asyncDispose]() {
      ended.abort()
      // Over a dead line the goodbye is never answered, and the next try to lead must not wait for it.
      const goodbye = client.end().catch(() => undefined)
      await Promise.race([goodbye, sleep(GOODBYE_MS, undefined, { ref: false })])
    },
  }
}

/** Rejects when the connection no longer answers; resolves when `signal` aborts. */
async function keepAsking(client: pg.Client, signal: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(SILENCE_MS, undefined, { signal, ref: false }).catch(() => undefined)
    if (signal.aborted) return
    await client.query('select 1')
  }
}
