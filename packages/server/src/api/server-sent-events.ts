import { run, runEvent, target } from '@netraven/contract'
import { z } from 'zod'
import type { RunNews } from './run-watch.ts'
import { toWire } from './wire.ts'

/** News of a run in the format of EventSource. Ids stay the same when a client comes back and is told again, so it can
 *  tell what it knows. Silence is a comment, which keeps the connection open.
 *  Source: WHATWG HTML, section 9.2 Server-sent events. */
export async function* serverSentEvents(news: AsyncIterable<RunNews>): AsyncGenerator<string> {
  for await (const piece of news) yield piece.type === 'silence' ? ': still running\n\n' : format(envelopeOf(piece))
}

const format = (event: Envelope): string =>
  `id: ${event.metadata.id}\nevent: ${event.metadata.type}\ndata: ${JSON.stringify(z.encode(runEvent, event))}\n\n`

type Envelope = z.output<typeof runEvent>
type Piece = Exclude<RunNews, { type: 'silence' }>

function envelopeOf(news: Piece): Envelope {
  const isTarget = news.type === 'target.completed'
  const payload = isTarget ? { target: shown(target, news.target) } : { run: shown(run, news.run) }
  return {
    metadata: {
      id: isTarget ? news.target.id : idOf(news),
      type: news.type,
      correlation_id: news.run.correlationId,
      timestamp: (isTarget ? news.target.endedAt : news.run.endedAt) ?? new Date(),
      source: 'netraven/api',
    },
    payload,
  }
}

const idOf = ({ run: { id, status, targetsSucceeded, targetsFailed, targetsSkipped } }: Piece): string =>
  `${id}.${status.toLowerCase()}.${targetsSucceeded + targetsFailed + targetsSkipped}`

/** The fields that the wire shows of a record. */
const shown = <S extends z.ZodType>(schema: S, record: object): z.output<S> =>
  schema.decode(schema.encode(toWire(record) as never) as never)
