import { auditList, auditQuery } from '@netraven/contract'
import { type Api, answers, callerOf, operation } from '../api.ts'
import { toWireItems } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'

export function auditRoutes(api: Api, { stores: { audits } }: RouteParts): void {
  api.get(
    '/audit',
    {
      schema: {
        ...operation('listAudits', 'audit', 'Who did what, newest first'),
        querystring: auditQuery,
        response: answers({ 200: auditList }),
      },
    },
    async (request) =>
      toWireItems(await audits.list(callerOf(request), request.query.after ?? null, request.query.limit)),
  )
}
