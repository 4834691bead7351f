import {
  firePreview,
  firePreviewInput,
  idParams,
  job,
  jobChange,
  jobInput,
  jobPage,
  jobQuery,
  noBody,
  run,
} from '@netraven/contract'
import { z } from 'zod'
import { AppError } from '../../errors/app-error.ts'
import { assertOwnTags } from '../../inventory/devices.ts'
import type { Caller } from '../../store/caller.ts'
import { type Api, answers, callerOf, found, ifVersion, operation, withVersion } from '../api.ts'
import { firstFire, previewFires } from '../fires.ts'
import { fromWire, toWire, toWireItems } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'
import { assertDevices, begin } from './runs.ts'

export function jobRoutes(api: Api, parts: RouteParts): void {
  const { jobs } = parts.stores

  api.get(
    '/jobs',
    {
      schema: {
        ...operation('listJobs', 'jobs', 'Jobs by page'),
        querystring: jobQuery,
        response: answers({ 200: jobPage }),
      },
    },
    async (request) => {
      const { page, size, name } = request.query
      const who = callerOf(request)
      if (name === undefined) return toWireItems(await jobs.list(who, { page, size }))
      const exact = await jobs.findByName(who, name)
      return { items: exact ? [toWire(exact)] : [], total: exact ? 1 : 0, page, size }
    },
  )

  api.get(
    '/jobs/:id',
    { schema: { ...operation('getJob', 'jobs', 'One job'), params: idParams, response: answers({ 200: job }) } },
    async (request, reply) =>
      toWire(withVersion(reply, found(await jobs.get(callerOf(request), request.params.id), 'job'))),
  )

  api.delete(
    '/jobs/:id',
    {
      schema: {
        ...operation('removeJob', 'jobs', 'Remove a job; its runs stay'),
        params: idParams,
        response: answers({ 204: z.null() }),
      },
    },
    async (request, reply) => {
      await jobs.remove(callerOf(request), request.params.id)
      reply.status(204)
      return null
    },
  )

  writingRoutes(api, parts)
  firingRoutes(api, parts)
}

function writingRoutes(api: Api, parts: RouteParts): void {
  const { jobs } = parts.stores

  api.post(
    '/jobs',
    { schema: { ...operation('createJob', 'jobs', 'Add a job'), body: jobInput, response: answers({ 201: job }) } },
    async (request, reply) => {
      const who = callerOf(request)
      const input = fromWire(request.body)
      assertSeesAll(who, input.allDevices)
      await assertOwnTags(parts.stores, who, input.tags)
      await assertDevices(parts, who, input.deviceIds)
      const made = await jobs.create(who, { ...input, nextFireAt: firstFire(parts, input, await parts.db.now()) })
      reply.status(201).header('location', `/api/v1/jobs/${made.id}`)
      return toWire(withVersion(reply, made))
    },
  )

  api.patch(
    '/jobs/:id',
    {
      schema: {
        ...operation('changeJob', 'jobs', 'Change a job'),
        params: idParams,
        body: jobChange,
        response: answers({ 200: job }),
      },
    },
    async (request, reply) => {
      const who = callerOf(request)
      const before = found(await jobs.get(who, request.params.id), 'job')
      const change = fromWire(request.body)
      assertSeesAll(who, change.allDevices)
      await assertOwnTags(parts.stores, who, change.tags ?? [])
      await assertDevices(parts, who, change.deviceIds ?? [])
      const rhythm = change.schedule !== undefined || change.enabled !== undefined
      const next = rhythm && { nextFireAt: firstFire(parts, { ...before, ...change }, await parts.db.now()) }
      return toWire(withVersion(reply, await jobs.update(who, before.id, { ...change, ...next }, ifVersion(request))))
    },
  )
}

/** A run visits every device there is for such a job, so its owner must be one who sees them all. */
function assertSeesAll(who: Caller, allDevices: boolean | undefined): void {
  if (allDevices && who.tags !== 'all')
    throw new AppError('forbidden', 'A job for all devices takes the role admin; choose devices or tags of your own')
}

function firingRoutes(api: Api, parts: RouteParts): void {
  api.post(
    '/jobs/:id/runs',
    {
      schema: {
        ...operation('runJob', 'jobs', 'Run a job now'),
        params: idParams,
        body: noBody,
        response: answers({ 202: run }),
      },
    },
    async (request, reply) => {
      const who = callerOf(request)
      const chosen = found(await parts.stores.jobs.get(who, request.params.id), 'job')
      return begin(reply, await parts.enqueueRun(who, { what: { job: chosen }, correlationId: request.id }))
    },
  )

  api.post(
    '/jobs/preview',
    {
      schema: {
        ...operation('previewFires', 'jobs', 'When a schedule would fire, with remarks where the clock is changed'),
        body: firePreviewInput,
        response: answers({ 200: firePreview }),
      },
    },
    async ({ body }) => {
      if (body.schedule.kind === 'manual') throw new AppError('invalid', 'A job with this schedule is started by hand')
      return { fires: previewFires(parts, body.schedule, body.after ?? (await parts.db.now()), body.count) }
    },
  )
}
