import { z } from 'zod'
import { line, listOf, moment } from './primitives.ts'

/** One value of the configuration and where it came from. */
export const setting = z
  .object({
    key: z.string(),
    value: z.unknown().describe('Null for a secret'),
    default: z.unknown(),
    source: z.string().describe('`environment`, `database`, a file, or `default`'),
    unit: z.string().nullable(),
    about: z.string(),
    writable: z.boolean().describe('Whether an administrator may set it here'),
    needs_restart: z.boolean(),
  })
  .meta({ id: 'Setting' })

export const settingList = listOf(setting)
export const settingParams = z.strictObject({ key: z.string().regex(/^[a-z][a-z0-9_.]{0,99}$/) })

const plain = z.union([z.string().max(10_000), z.number(), z.boolean()])
export const settingInput = z
  .strictObject({ value: z.union([plain, z.array(plain).max(1000)]) })
  .meta({ id: 'NewValue' })

/** What NetRaven knows about a kind of device. */
export const platform = z
  .object({
    id: z.string(),
    title: z.string(),
    tier: z.number().int().describe('1: held to recordings or transcripts; 2: the rest'),
    family: z.string(),
    aliases: z.array(z.string()).describe('Names that count as this id'),
    equals: z.array(z.string()).describe('Ids that read such a device just as well'),
    transports: z.array(z.string()),
    commands: z.record(z.string(), z.string()).describe('Artifact → command that reads it'),
    proof: z.string().describe('How a configuration is shown to be complete'),
    recordings: z.array(z.string()).describe('Recorded sessions of real devices that are read exactly'),
    transcripts: z.number().int().describe('How many transcripts play back right'),
    proven: z.string().describe('What shows that the platform is read right, in words'),
    source: z.string().describe('Where the knowledge comes from'),
  })
  .meta({ id: 'Platform' })

export const platformList = listOf(platform)

export const health = z
  .object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    database: z.object({ engine: z.enum(['pglite', 'postgres']), ok: z.boolean(), remark: z.string().nullable() }),
    archive: z.object({ waiting: z.number().int(), oldest: moment.nullable() }),
  })
  .meta({ id: 'Health' })

export const probe = z.object({ status: z.enum(['ok', 'unavailable']) }).meta({ id: 'Probe' })

/** What a check of the archive, or of everything, found. */
export const verification = z
  .object({
    ok: z.boolean(),
    checked: z.record(z.string(), z.number().int()).describe('How many of what'),
    faults: z.array(z.object({ what: z.string(), id: z.string(), message: z.string() })),
  })
  .meta({ id: 'Verification' })

export const archiveRebuildInput = z
  .strictObject({ layout: z.enum(['by-host', 'sharded']).optional() })
  .meta({ id: 'ArchiveRebuild' })

export const archiveRebuilt = z
  .object({ commits: z.number().int(), head: line(64).nullable(), same_ids: z.boolean() })
  .meta({ id: 'ArchiveRebuilt' })

export type Setting = z.input<typeof setting>
export type Platform = z.input<typeof platform>
export type Health = z.input<typeof health>
export type Verification = z.input<typeof verification>
export type ArchiveRebuilt = z.input<typeof archiveRebuilt>
