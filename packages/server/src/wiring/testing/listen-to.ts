import type { Database } from '../../db/database.ts'

export interface Listening extends AsyncDisposable {
  /** Asks now and after each notice, until there is an answer. */
  until<T>(ask: () => Promise<T | undefined>): Promise<T>
}

/** Waits on a channel of the database: no polling, and no notice missed. */
export async function listenTo(db: Database, channel: string): Promise<Listening> {
  let heard = Promise.withResolvers<void>()
  const end = await db.listen(channel, () => {
    const now = heard
    heard = Promise.withResolvers()
    now.resolve()
  })
  return {
    async until(ask) {
      for (;;) {
        const next = heard.promise
        const answer = await ask()
        if (answer !== undefined) return answer
        await next
      }
    },
    [Symbol.asyncDispose]: end,
  }
}
