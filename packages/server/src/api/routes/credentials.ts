import { credential, credentialChange, credentialInput, credentialList, idParams } from '@netraven/contract'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { prepareTags } from '../../inventory/devices.ts'
import { partSecrets } from '../../credentials/seal-input.ts'
import { type Api, answers, callerOf, found, ifVersion, operation, withVersion } from '../api.ts'
import { fromWire, toWire } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'

/** Secrets go in and never come out; how a credential is used is the worker's business. */
export function credentialRoutes(api: Api, parts: RouteParts): void {
  const { credentials } = parts.stores

  api.get(
    '/credentials',
    {
      schema: {
        ...operation('listCredentials', 'credentials', 'Credentials without their secrets'),
        response: answers({ 200: credentialList }),
      },
    },
    async (request) => ({ items: (await credentials.list(callerOf(request))).map(toWire) }),
  )

  api.get(
    '/credentials/:id',
    {
      schema: {
        ...operation('getCredential', 'credentials', 'One credential without its secrets'),
        params: idParams,
        response: answers({ 200: credential }),
      },
    },
    async (request, reply) =>
      toWire(withVersion(reply, found(await credentials.get(callerOf(request), request.params.id), 'credential'))),
  )

  api.delete(
    '/credentials/:id',
    {
      schema: {
        ...operation('removeCredential', 'credentials', 'Remove a credential'),
        params: idParams,
        response: answers({ 204: z.null() }),
      },
    },
    async (request, reply) => {
      await credentials.remove(callerOf(request), request.params.id)
      reply.status(204)
      return null
    },
  )

  writingRoutes(api, parts)
}

function writingRoutes(api: Api, parts: RouteParts): void {
  const { credentials } = parts.stores

  api.post(
    '/credentials',
    {
      schema: {
        ...operation('createCredential', 'credentials', 'Add a credential'),
        body: credentialInput,
        response: answers({ 201: credential }),
      },
    },
    async (request, reply) => {
      const who = callerOf(request)
      const { secrets, rest } = partSecrets(fromWire(request.body))
      const id = uuid()
      const sealed = await parts.sealCredential(id, secrets)
      const made = await parts.db.transaction(async () => {
        await prepareTags(parts.stores, who, rest.tags)
        return credentials.create(who, { id, ...rest, ...sealed })
      })
      reply.status(201).header('location', `/api/v1/credentials/${id}`)
      return toWire(withVersion(reply, made))
    },
  )

  api.patch(
    '/credentials/:id',
    {
      schema: {
        ...operation('changeCredential', 'credentials', 'Change a credential; a secret that is left out stays'),
        params: idParams,
        body: credentialChange,
        response: answers({ 200: credential }),
      },
    },
    async (request, reply) => {
      const who = callerOf(request)
      const { id } = request.params
      found(await credentials.get(who, id), 'credential')
      const { secrets, rest } = partSecrets(fromWire(request.body))
      const sealed = Object.keys(secrets).length > 0 ? await parts.sealCredential(id, secrets) : {}
      const changed = await parts.db.transaction(async () => {
        if (rest.tags) await prepareTags(parts.stores, who, rest.tags)
        return credentials.update(who, id, { ...rest, ...sealed }, ifVersion(request))
      })
      return toWire(withVersion(reply, changed))
    },
  )
}
