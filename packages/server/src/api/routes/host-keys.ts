import { hostKeyAcceptance, hostKeyList, idParams } from '@netraven/contract'
import { type Api, answers, callerOf, found, operation } from '../api.ts'
import { toWireItems } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'

export function hostKeyRoutes(api: Api, { stores: { devices, hostKeys } }: RouteParts): void {
  api.get(
    '/devices/:id/host-keys',
    {
      schema: {
        ...operation('listHostKeys', 'devices', 'Pinned host keys, and one that waits for a decision'),
        params: idParams,
        response: answers({ 200: hostKeyList }),
      },
    },
    async (request) => {
      const who = callerOf(request)
      const { id } = found(await devices.get(who, request.params.id), 'device')
      return toWireItems({ items: await hostKeys.list(who, id) })
    },
  )

  api.post(
    '/devices/:id/host-keys/accept',
    {
      schema: {
        ...operation('acceptHostKey', 'devices', 'Trust the key that the device offers now, and visit it again'),
        params: idParams,
        body: hostKeyAcceptance,
        response: answers({ 200: hostKeyList }),
      },
    },
    async (request) => {
      const who = callerOf(request)
      const { id } = found(await devices.get(who, request.params.id), 'device')
      await hostKeys.accept(who, id, request.body.fingerprint)
      return toWireItems({ items: await hostKeys.list(who, id) })
    },
  )
}
