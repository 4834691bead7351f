import { platformList } from '@netraven/contract'
import { type Api, answers, operation } from '../api.ts'
import type { RouteParts } from './index.ts'

export function platformRoutes(api: Api, { platforms }: RouteParts): void {
  api.get(
    '/platforms',
    {
      schema: {
        ...operation('listPlatforms', 'platforms', 'Kinds of devices that NetRaven knows'),
        response: answers({ 200: platformList }),
      },
    },
    async () => ({ items: [...platforms] }),
  )
}
