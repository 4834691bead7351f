import { setting, settingInput, settingList, settingParams } from '@netraven/contract'
import { type Api, answers, callerOf, operation } from '../api.ts'
import type { RouteParts } from '../route-parts.ts'

/** The database level of the configuration. */
export function settingRoutes(api: Api, { settings }: RouteParts): void {
  api.get(
    '/settings',
    {
      schema: {
        ...operation('listSettings', 'settings', 'Every value with its source'),
        response: answers({ 200: settingList }),
      },
    },
    async () => ({ items: await settings.list() }),
  )

  api.put(
    '/settings/:key',
    {
      schema: {
        ...operation('setSetting', 'settings', 'Set a value'),
        params: settingParams,
        body: settingInput,
        response: answers({ 200: setting }),
      },
    },
    async (request) => settings.set(callerOf(request), request.params.key, request.body.value),
  )

  api.delete(
    '/settings/:key',
    {
      schema: {
        ...operation('unsetSetting', 'settings', 'Back to the file or the default'),
        params: settingParams,
        response: answers({ 200: setting }),
      },
    },
    async (request) => settings.unset(callerOf(request), request.params.key),
  )
}
