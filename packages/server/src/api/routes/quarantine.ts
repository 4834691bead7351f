import { quarantineList, quarantineQuery } from '@netraven/contract'
import { type Api, answers, callerOf, operation } from '../api.ts'
import { toWireItems } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'

export function quarantineRoutes(api: Api, { stores: { quarantine } }: RouteParts): void {
  api.get(
    '/quarantine',
    {
      schema: {
        ...operation('listQuarantine', 'quarantine', 'What could not be proved complete, newest first'),
        querystring: quarantineQuery,
        response: answers({ 200: quarantineList }),
      },
    },
    async (request) => toWireItems({ items: await quarantine.list(callerOf(request), request.query.limit) }),
  )
}
