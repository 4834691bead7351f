import { platformList } from '@netraven/contract'
import { listPlatforms } from '../../inventory/platforms.ts'
import { type Api, answers, operation } from '../api.ts'

export function platformRoutes(api: Api): void {
  api.get(
    '/platforms',
    {
      schema: {
        ...operation('listPlatforms', 'platforms', 'Kinds of devices that NetRaven knows'),
        response: answers({ 200: platformList }),
      },
    },
    async () => ({ items: listPlatforms() }),
  )
}
