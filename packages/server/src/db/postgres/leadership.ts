import pg from 'pg'
import type { Leadership } from '../database.ts'

const PING_MS = 3_000

/** Leadership by an advisory lock on a connection of its own: it ends with the connection, so a dead leader's place is
 *  free at once. The holder asks every few seconds whether it still has the connection. */
export async function takeLeadership(settings: pg.ClientConfig, name: string): Promise<Leadership | undefined> {
  const client = new pg.Client({ ...settings, query_timeout: PING_MS })
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
  const ping = setInterval(() => client.query('select 1').catch(lose), PING_MS)
  lost.signal.addEventListener('abort', () => clearInterval(ping), { once: true })
  return {
    lost: lost.signal,
    async [Symbol.asyncDispose]() {
      clearInterval(ping)
      await client.end().catch(() => undefined)
    },
  }
}
