import { deviceImport, deviceImportResult } from '@netraven/contract'
import { z } from 'zod'
import { csvOfDevices, rowsOfCsv } from '../../inventory/device-rows.ts'
import { importDevices } from '../../inventory/import-devices.ts'
import type { Caller } from '../../store/caller.ts'
import type { Device, DeviceStore } from '../../store/devices.ts'
import { type Api, answers, callerOf, operation } from '../api.ts'
import type { RouteParts } from '../route-parts.ts'

const MAX_IMPORT_BYTES = 17 * 1024 * 1024

export function deviceImportRoutes(api: Api, parts: RouteParts): void {
  api.post(
    '/devices/import',
    {
      bodyLimit: MAX_IMPORT_BYTES,
      schema: {
        ...operation('importDevices', 'devices', 'Add many devices from CSV or JSON; each row is answered for itself'),
        body: deviceImport,
        response: answers({ 200: deviceImportResult }),
      },
    },
    async (request) => {
      const { csv, devices, preview } = request.body
      const given = csv === undefined ? (devices ?? []) : rowsOfCsv(csv)
      const rows = await importDevices({ ...parts, ...parts.stores }, callerOf(request), given, { preview })
      const count = (status: string): number => rows.filter((row) => row.status === status).length
      return { preview, created: count('created'), valid: count('valid'), refused: count('refused'), rows }
    },
  )

  api.get(
    '/devices/export',
    {
      schema: {
        ...operation(
          'exportDevices',
          'devices',
          'All devices as CSV, safe to open in a spreadsheet; an import takes it back',
        ),
        response: answers({ 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } } }),
      },
    },
    async (request, reply) => {
      const text = csvOfDevices(await allDevices(parts.stores.devices, callerOf(request)))
      reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="netraven-devices.csv"')
      return reply.serializer(String).send(text)
    },
  )
}

async function allDevices(devices: DeviceStore, who: Caller): Promise<Device[]> {
  const all: Device[] = []
  for (let page = 1; ; page++) {
    const { items, total } = await devices.list(who, { sort: 'hostname', order: 'asc' }, { page, size: 200 })
    all.push(...items)
    if (items.length === 0 || all.length >= total) return all
  }
}
