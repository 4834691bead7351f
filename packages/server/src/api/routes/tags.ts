import { idParams, tag, tagInput, tagList } from '@netraven/contract'
import { z } from 'zod'
import { type Api, answers, callerOf, found, operation } from '../api.ts'
import { toWire } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'

export function tagRoutes(api: Api, { stores: { tags } }: RouteParts): void {
  api.get(
    '/tags',
    {
      schema: {
        ...operation('listTags', 'tags', 'Tags and how many devices have them'),
        response: answers({ 200: tagList }),
      },
    },
    async (request) => ({
      items: (await tags.list(callerOf(request))).map(toWire),
    }),
  )

  api.post(
    '/tags',
    { schema: { ...operation('createTag', 'tags', 'Add a tag'), body: tagInput, response: answers({ 201: tag }) } },
    async (request, reply) => {
      const made = await tags.create(callerOf(request), request.body.name)
      reply.status(201).header('location', `/api/v1/tags/${made.id}`)
      return toWire(made)
    },
  )

  api.get(
    '/tags/:id',
    { schema: { ...operation('getTag', 'tags', 'One tag'), params: idParams, response: answers({ 200: tag }) } },
    async (request) => toWire(found(await tags.get(callerOf(request), request.params.id), 'tag')),
  )

  api.patch(
    '/tags/:id',
    {
      schema: {
        ...operation('renameTag', 'tags', 'Rename a tag'),
        params: idParams,
        body: tagInput,
        response: answers({ 200: tag }),
      },
    },
    async (request) => toWire(await tags.rename(callerOf(request), request.params.id, request.body.name)),
  )

  api.delete(
    '/tags/:id',
    {
      schema: {
        ...operation('removeTag', 'tags', 'Remove a tag; its devices stay'),
        params: idParams,
        response: answers({ 204: z.null() }),
      },
    },
    async (request, reply) => {
      await tags.remove(callerOf(request), request.params.id)
      reply.status(204)
      return null
    },
  )
}
