import { logList, logQuery, logTail, logTailQuery } from '@netraven/contract'
import { type Api, answers, callerOf, operation } from '../api.ts'
import { fromWire, toWireItems } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'

export function logRoutes(api: Api, { stores: { logs } }: RouteParts): void {
  api.get(
    '/logs',
    {
      schema: {
        ...operation('listLogs', 'logs', 'Log entries, newest first'),
        querystring: logQuery,
        response: answers({ 200: logList }),
      },
    },
    async (request) => {
      const { after, limit, ...filter } = fromWire(request.query)
      return toWireItems(await logs.list(callerOf(request), filter, after ?? null, limit))
    },
  )

  api.get(
    '/logs/tail',
    {
      schema: {
        ...operation('tailLogs', 'logs', 'Log entries after one, oldest first: for following'),
        querystring: logTailQuery,
        response: answers({ 200: logTail }),
      },
    },
    async (request) => {
      const { since, limit, ...filter } = fromWire(request.query)
      return toWireItems({ items: await logs.since(callerOf(request), filter, since ?? null, limit) })
    },
  )
}
