import { archiveRebuildInput, archiveRebuilt, noBody, verification } from '@netraven/contract'
import { type Api, answers, callerOf, operation } from '../api.ts'
import { fromWire } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'

export function archiveRoutes(api: Api, { archive, stores }: RouteParts): void {
  api.post(
    '/archive/verify',
    {
      schema: {
        ...operation('verifyArchive', 'archive', 'Compare the Git repository with the database'),
        body: noBody,
        response: answers({ 200: verification }),
      },
    },
    async () => archive.verify(),
  )

  api.post(
    '/archive/rebuild',
    {
      schema: {
        ...operation(
          'rebuildArchive',
          'archive',
          'Write the Git repository again from the database: the same commit ids',
        ),
        body: archiveRebuildInput,
        response: answers({ 200: archiveRebuilt }),
      },
    },
    async (request) => {
      const wish = fromWire(request.body)
      await stores.audits.record(callerOf(request), 'archive.rebuild', { type: 'archive', id: null }, wish)
      return archive.rebuild(wish)
    },
  )
}
