import { z } from 'zod'
import { id, line, moment, pageOf, pageQuery } from './primitives.ts'
import { tagName } from './tags.ts'

const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** When a job runs by itself. */
export const schedule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('manual') }),
  z.strictObject({ kind: z.literal('interval'), every_s: z.number().int().min(10).max(31_536_000) }),
  z.strictObject({
    kind: z.literal('cron'),
    expression: line(200).describe('Five fields: minute hour day month weekday'),
    time_zone: z
      .string()
      .max(64)
      .refine(isTimeZone, 'is not a time zone; use a name such as Europe/Berlin or UTC')
      .default('UTC'),
  }),
])

export const jobType = z.enum(['backup'])
/** `backup` takes no parameters. */
const jobParams = z.strictObject({})

export const job = z
  .object({
    id,
    name: z.string(),
    type: z.string(),
    params: z.record(z.string(), z.unknown()),
    schedule,
    all_devices: z.boolean(),
    device_ids: z.array(id),
    tags: z.array(z.string()),
    max_parallel: z.number().int().nullable(),
    enabled: z.boolean(),
    owner_name: z.string(),
    next_fire_at: moment.nullable(),
    version: z.number().int(),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'Job' })

export const jobPage = pageOf(job)

const fields = {
  name: line(100),
  type: jobType,
  params: jobParams,
  schedule,
  all_devices: z.boolean().describe('Every device that the owner sees'),
  device_ids: z.array(id).max(20_000).describe('These devices, beside those of `tags`'),
  tags: z.array(tagName).max(100).describe('All devices of these tags'),
  max_parallel: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .describe('Visits at a time; null = setting job.max_parallel'),
  enabled: z.boolean(),
}

export const jobInput = z
  .strictObject({
    ...fields,
    type: fields.type.default('backup'),
    params: fields.params.default({}),
    schedule: fields.schedule.default({ kind: 'manual' }),
    all_devices: fields.all_devices.default(false),
    device_ids: fields.device_ids.default([]),
    tags: fields.tags.default([]),
    max_parallel: fields.max_parallel.default(null),
    enabled: fields.enabled.default(true),
  })
  .meta({ id: 'NewJob' })

export const jobChange = z.strictObject(fields).partial().meta({ id: 'JobChange' })

export const jobQuery = z.strictObject({ ...pageQuery, name: line(100).optional().describe('Exactly this one') })

export const firePreviewInput = z
  .strictObject({
    schedule,
    count: z.number().int().min(1).max(100).default(5),
    after: moment.refine((at) => at.getUTCFullYear() < 3000, 'must be before the year 3000').optional(),
  })
  .meta({ id: 'ScheduleQuestion' })

export const firePreview = z
  .object({
    fires: z.array(
      z.object({
        at: moment,
        local: z.string().describe('The same moment in the time zone of the schedule'),
        remark: z.string().nullable().describe('What the clock does there'),
      }),
    ),
  })
  .meta({ id: 'FirePreview' })

export type Job = z.input<typeof job>
export type Schedule = z.output<typeof schedule>
