import { device, deviceChange, deviceInput, devicePage, deviceQuery, idParams, noBody, run } from '@netraven/contract'
import { z } from 'zod'
import { addDevice, changeDevice, removeDevice } from '../../inventory/devices.ts'
import { type Api, answers, callerOf, found, ifVersion, operation, withVersion } from '../api.ts'
import { fromWire, toWire, toWireItems } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'
import { startRun } from './runs.ts'

export function deviceRoutes(api: Api, parts: RouteParts): void {
  const { devices } = parts.stores

  api.get(
    '/devices',
    {
      schema: {
        ...operation('listDevices', 'devices', 'Devices, filtered, sorted, by page'),
        querystring: deviceQuery,
        response: answers({ 200: devicePage }),
      },
    },
    async (request) => {
      const { page, size, hostname, ...filter } = fromWire(request.query)
      const who = callerOf(request)
      if (hostname === undefined) return toWireItems(await devices.list(who, filter, { page, size }))
      const exact = await devices.findByHostname(who, hostname)
      return { items: exact ? [toWire(exact)] : [], total: exact ? 1 : 0, page, size }
    },
  )

  api.get(
    '/devices/:id',
    {
      schema: {
        ...operation('getDevice', 'devices', 'One device'),
        params: idParams,
        response: answers({ 200: device }),
      },
    },
    async (request, reply) =>
      toWire(withVersion(reply, found(await devices.get(callerOf(request), request.params.id), 'device'))),
  )

  writingRoutes(api, parts)
  actingRoutes(api, parts)
}

function writingRoutes(api: Api, parts: RouteParts): void {
  const inventory = { ...parts, ...parts.stores }

  api.post(
    '/devices',
    {
      schema: {
        ...operation('createDevice', 'devices', 'Add a device'),
        body: deviceInput,
        response: answers({ 201: device }),
      },
    },
    async (request, reply) => {
      const made = await addDevice(inventory, callerOf(request), fromWire(request.body))
      reply.status(201).header('location', `/api/v1/devices/${made.id}`)
      return toWire(withVersion(reply, made))
    },
  )

  api.patch(
    '/devices/:id',
    {
      schema: {
        ...operation('changeDevice', 'devices', 'Change a device; a new hostname is a commit in the archive'),
        params: idParams,
        body: deviceChange,
        response: answers({ 200: device }),
      },
    },
    async (request, reply) => {
      const change = fromWire(request.body)
      const changed = await changeDevice(inventory, callerOf(request), request.params.id, change, ifVersion(request))
      return toWire(withVersion(reply, changed))
    },
  )
}

function actingRoutes(api: Api, parts: RouteParts): void {
  api.delete(
    '/devices/:id',
    {
      schema: {
        ...operation('removeDevice', 'devices', 'Remove a device; its snapshots stay'),
        params: idParams,
        response: answers({ 204: z.null() }),
      },
    },
    async (request, reply) => {
      await removeDevice({ ...parts, ...parts.stores }, callerOf(request), request.params.id)
      reply.status(204)
      return null
    },
  )

  api.post(
    '/devices/:id/backup',
    {
      schema: {
        ...operation('backUpDevice', 'devices', 'Back this device up now'),
        params: idParams,
        body: noBody,
        response: answers({ 202: run }),
      },
    },
    async (request, reply) => startRun(parts, request, reply, [request.params.id]),
  )
}
