import { Readable } from 'node:stream'
import {
  idParams,
  noBody,
  run,
  runEvent,
  runInput,
  runPage,
  runQuery,
  targetPage,
  targetQuery,
} from '@netraven/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors/app-error.ts'
import type { Caller } from '../../store/caller.ts'
import type { Run } from '../../store/runs.ts'
import { type Api, answers, callerOf, found, operation } from '../api.ts'
import type { ApiParts } from '../parts.ts'
import { serverSentEvents } from '../server-sent-events.ts'
import { fromWire, toWire, toWireItems, type Wire } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'

export function runRoutes(api: Api, parts: RouteParts): void {
  const { runs, targets } = parts.stores

  api.get(
    '/runs',
    {
      schema: {
        ...operation('listRuns', 'runs', 'Runs, newest first, by page'),
        querystring: runQuery,
        response: answers({ 200: runPage }),
      },
    },
    async (request) => {
      const { page, size, ...filter } = fromWire(request.query)
      return toWireItems(await runs.list(callerOf(request), filter, { page, size }))
    },
  )

  api.get(
    '/runs/:id',
    { schema: { ...operation('getRun', 'runs', 'One run'), params: idParams, response: answers({ 200: run }) } },
    async (request) => toWire(found(await runs.get(callerOf(request), request.params.id), 'run')),
  )

  api.get(
    '/runs/:id/targets',
    {
      schema: {
        ...operation('listTargets', 'runs', 'What became of each device of a run'),
        params: idParams,
        querystring: targetQuery,
        response: answers({ 200: targetPage }),
      },
    },
    async (request) => {
      const who = callerOf(request)
      const { id } = found(await runs.get(who, request.params.id), 'run')
      return toWireItems(await targets.list(who, id, request.query))
    },
  )

  startingRoutes(api, parts)
  watchRoute(api, parts)
}

function startingRoutes(api: Api, parts: RouteParts): void {
  api.post(
    '/runs',
    {
      schema: {
        ...operation('createRun', 'runs', 'Back these devices up now'),
        body: runInput,
        response: answers({ 202: run }),
      },
    },
    async (request, reply) => startRun(parts, request, reply, request.body.device_ids),
  )

  api.post(
    '/runs/:id/cancel',
    {
      schema: {
        ...operation('cancelRun', 'runs', 'Stop a run: waiting devices are not visited any more'),
        params: idParams,
        body: noBody,
        response: answers({ 202: run }),
      },
    },
    async (request, reply) => {
      const cancelled = found(await parts.cancelRun(callerOf(request), request.params.id), 'run')
      reply.status(202)
      return toWire(cancelled)
    },
  )
}

function watchRoute(api: Api, parts: RouteParts): void {
  api.get(
    '/runs/:id/events',
    {
      schema: {
        ...operation(
          'watchRun',
          'runs',
          'Follow a run as server-sent events: how it stands, each device that ends, and the end',
        ),
        params: idParams,
        response: answers({
          200: { description: 'Each event is a RunEvent', content: { 'text/event-stream': { schema: runEvent } } },
        }),
      },
    },
    async (request, reply) => {
      const who = callerOf(request)
      const { id } = found(await parts.stores.runs.get(who, request.params.id), 'run')
      const gone = new AbortController()
      reply.raw.on('close', () => gone.abort())
      const events = serverSentEvents(parts.watch.follow(who, request.callerNow ?? (async () => who), id, gone.signal))
      reply.type('text/event-stream').header('x-accel-buffering', 'no')
      return reply.send(Readable.from(events) as never)
    },
  )
}

/** A run of these devices without a job. */
export async function startRun(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  deviceIds: readonly string[],
): Promise<Wire<Run>> {
  const who = callerOf(request)
  const names = await assertDevices(parts, who, deviceIds)
  const name = names.length === 1 ? `backup of ${names[0]}` : `backup of ${names.length} devices`
  const what = { type: 'backup', name, params: {} }
  return begin(reply, await parts.enqueueRun(who, { what, deviceIds, correlationId: request.id }))
}

/** 202 with the address to follow. */
export function begin(reply: FastifyReply, started: Run | undefined): Wire<Run> {
  if (!started) throw new AppError('conflict', 'This run exists already')
  reply.status(202).header('location', `/api/v1/runs/${started.id}`)
  return toWire(started)
}

/** Names of the devices. An unknown one, one that the caller may not see, and one that is switched off answer alike. */
export async function assertDevices(
  parts: Pick<ApiParts, 'stores'>,
  who: Caller,
  ids: readonly string[],
): Promise<string[]> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const choice = { all: false, deviceIds: wanted, tagIds: [] }
  const there = await parts.stores.devices.chosen(who, choice, null, wanted.length)
  const known = new Set(there.map(({ id }) => id))
  const missing = wanted.filter((id) => !known.has(id))
  if (missing.length > 0)
    throw new AppError('not_found', 'There is no such device, or it is switched off', { device_ids: missing })
  return there.map(({ hostname }) => hostname)
}
