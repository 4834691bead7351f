// The embedded database runs here, in a thread of its own: a query computes on the thread that calls it, and a scan of
// 140 ms would stop every visit and every answer for as long.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { type Answer, type Ask, faultOf, type Rows } from './wire.ts'

const folder: unknown = workerData.folder
const answer = (message: Answer): void => parentPort?.postMessage(message)

const opening = PGlite.create({
  ...(typeof folder === 'string' ? { dataDir: folder } : {}),
  // 220 → 370 MB with the default of 128 MB, for nothing: the folder is small and the system caches it.
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB', '-c', 'timezone=UTC'],
})

async function serve(ask: Ask): Promise<Rows> {
  const database = await opening
  switch (ask.do) {
    case 'query': {
      const { rows, affectedRows, command } = await database.query<Record<string, unknown>>(ask.text, [...ask.values])
      return { rows, affectedRows: affectedRows ?? 0, command: command ?? '' }
    }
    case 'exec': {
      const results = await database.exec(ask.text)
      const last = results.at(-1)
      const rows = results.flatMap((result) => result.rows as Record<string, unknown>[])
      return { rows, affectedRows: last?.affectedRows ?? 0, command: last?.command ?? '' }
    }
    case 'close':
      await database.close()
      return { rows: [], affectedRows: 0, command: '' }
  }
}

parentPort?.on('message', (ask: Ask) => {
  serve(ask).then(
    (rows) => answer({ id: ask.id, rows }),
    (error: unknown) => answer({ id: ask.id, fault: faultOf(error) }),
  )
})

opening.then(
  (database) => database.onNotification((channel, payload) => answer({ channel, payload })),
  () => undefined, // every question gets the error as its answer
)
