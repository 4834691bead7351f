import { z } from 'zod'
import { hostname } from './hostname.ts'
import { id, line, listOf, moment, pageOf, pageQuery } from './primitives.ts'
import { tagName } from './tags.ts'

export const transport = z.enum(['ssh', 'telnet', 'http'])
export const algorithms = z.enum(['modern', 'compatible', 'legacy'])

export const device = z
  .object({
    id,
    hostname: z.string(),
    title: z.string().nullable(),
    address: z.string(),
    port: z.number().int(),
    transport,
    platform: z.string(),
    algorithms,
    enabled: z.boolean(),
    via: z.string().nullable(),
    tags: z.array(z.string()),
    facts: z.record(z.string(), z.string().nullable()).nullable(),
    facts_at: moment.nullable(),
    held_reason: z.string().nullable().describe('Set while an offered host key waits for an administrator'),
    version: z.number().int(),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'Device' })

export const devicePage = pageOf(device)

/** The lists of a device's form, shared by create, change and import. */
export const deviceFields = {
  hostname,
  title: line(200).nullable(),
  address: z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9:][A-Za-z0-9.:_%-]*$/, 'must be an IP address or a DNS name')
    .describe('IP address or DNS name'),
  port: z.number().int().min(1).max(65_535),
  transport: transport.describe(
    '`telnet` sends passwords in clear; `http` is for platforms with an API, see /platforms',
  ),
  platform: line(64).describe('Id of a platform, see /platforms'),
  algorithms: algorithms.describe('How old the ciphers may be that the device needs'),
  enabled: z.boolean(),
  via: line(253)
    .nullable()
    .describe(
      'Host name of another device through which this one is reached by SSH: a jump host, with its own credential',
    ),
  tags: z.array(tagName).max(100),
}

export const deviceInput = z
  .strictObject({
    ...deviceFields,
    title: deviceFields.title.default(null),
    port: deviceFields.port.optional().describe('Default: 22, 23 or 443, as the transport is'),
    transport: deviceFields.transport.default('ssh'),
    algorithms: deviceFields.algorithms.default('modern'),
    enabled: deviceFields.enabled.default(true),
    via: deviceFields.via.default(null),
    tags: deviceFields.tags.default([]),
  })
  .meta({ id: 'NewDevice' })

export const deviceChange = z.strictObject(deviceFields).partial().meta({ id: 'DeviceChange' })

export const deviceQuery = z.strictObject({
  ...pageQuery,
  text: line(200).optional().describe('In hostname, title or address'),
  hostname: line(253).optional().describe('Exactly this one (case does not count)'),
  platform: line(64).optional(),
  tag: line(64).optional(),
  sort: z.enum(['hostname', 'address', 'platform', 'updated_at']).optional(),
  order: z.enum(['asc', 'desc']).optional(),
})

export const hostKey = z
  .object({
    endpoint: z.string().describe('`[address]:port`'),
    state: z.enum(['pinned', 'offered']),
    algorithm: z.string(),
    public_key: z.string(),
    fingerprint: z.string(),
    created_at: moment,
  })
  .meta({ id: 'HostKey' })

export const hostKeyList = listOf(hostKey)

export const hostKeyAcceptance = z
  .strictObject({ fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must look like SHA256:…') })
  .meta({ id: 'HostKeyAcceptance' })

export type Device = z.input<typeof device>
export type DeviceInput = z.output<typeof deviceInput>
export type HostKey = z.input<typeof hostKey>
