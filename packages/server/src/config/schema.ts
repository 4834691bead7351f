import { z } from 'zod'

/** One value that can be set: the only list of them. Reference, `config show` and the settings API are made from it. */
export interface ConfigKey<T = unknown> {
  readonly type: z.ZodType<T>
  readonly default: T
  readonly unit?: string
  readonly about: string
  /** `database`: an administrator may set it through the API. Files, addresses and secrets are never set there. */
  readonly settable: 'database' | 'files'
  readonly needsRestart: boolean
  readonly secret?: true
}

const live = { settable: 'database', needsRestart: false } as const
const atStart = { settable: 'database', needsRestart: true } as const
const fixed = { settable: 'files', needsRestart: true } as const

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max)
const seconds = (min: number, max: number) => z.coerce.number().min(min).max(max)
const text = z.string().min(1).max(4096)
const optional = z.union([text, z.null()])
const postgresUrl = text.regex(/^postgres(ql)?:\/\//, 'must look like postgres://user@host/database').nullable()

const key = <T>(
  type: z.ZodType<T>,
  fallback: T,
  about: string,
  where: typeof live | typeof atStart | typeof fixed,
  more: { unit?: string; secret?: true } = {},
): ConfigKey<T> => ({
  type,
  default: fallback,
  about,
  ...where,
  ...more,
})

export const schema = {
  data_dir: key(text, './netraven-data', 'Folder of the embedded installation', fixed),
  'database.url': key<string | null>(
    postgresUrl,
    null,
    'PostgreSQL 14 or newer; without it the embedded database is used',
    fixed,
    { secret: true },
  ),
  master_key_file: key<string | null>(
    optional,
    null,
    'The key that seals all others; default: master.key in the data folder',
    fixed,
  ),
  admin_password_file: key<string | null>(optional, null, 'Makes the first administrator, named admin, once', fixed),
  'api.host': key(text, '127.0.0.1', 'Address that the API listens on', fixed),
  'api.port': key(whole(0, 65_535), 8480, 'Port that the API listens on; 0 takes a free one', fixed),
  'archive.path': key<string | null>(
    optional,
    null,
    'Bare Git repository; default: archive.git in the data folder',
    fixed,
  ),
  'archive.layout': key(
    z.enum(['by-host', 'sharded']),
    'by-host',
    'Folders of the archive; sharded is for fleets above about 2,000 devices',
    fixed,
  ),
  'archive.flush_ms': key(whole(10, 60_000), 500, 'Longest wait before waiting snapshots are published', live, {
    unit: 'ms',
  }),
  'archive.batch': key(whole(1, 10_000), 100, 'Snapshots published at a time', live),
  'log.level': key(z.enum(['debug', 'info', 'warn', 'error']), 'info', 'Least severe level of the program log', live),
  'worker.concurrency': key(whole(1, 1000), 50, 'Visits at a time in one process', atStart),
  'worker.drain_s': key(seconds(0, 600), 20, 'How long a stopping worker lets its visits end', live, { unit: 's' }),
  'job.max_parallel': key(whole(1, 1000), 5, 'Visits at a time of one run; a job may raise it', live),
  'device.connect_timeout_s': key(seconds(1, 300), 15, 'Longest wait for a TCP connection', live, { unit: 's' }),
  'device.command_timeout_s': key(seconds(1, 3600), 60, 'Longest silence while an answer is due', live, { unit: 's' }),
  'device.retry.retries': key(whole(0, 10), 2, 'Tries after the first one', live),
  'device.retry.backoff_s': key(seconds(0, 300), 2, 'First wait before another try', live, { unit: 's' }),
  'device.retry.multiplier': key(z.coerce.number().min(1).max(10), 2, 'Growth of that wait', live),
  'device.retry.max_s': key(seconds(0, 3600), 10, 'Longest of these waits', live, { unit: 's' }),
  'ssh.keepalive_s': key(seconds(1, 3600), 60, 'Between two SSH keep-alives', live, { unit: 's' }),
  lease_s: key(seconds(1, 3600), 30, 'How long a worker holds a target without a sign of life', live, { unit: 's' }),
  heartbeat_s: key(seconds(0.2, 600), 10, 'Between two signs of life', atStart, { unit: 's' }),
  reaper_s: key(seconds(0.2, 600), 10, 'Between two looks for dead workers', live, { unit: 's' }),
  'scheduler.tick_s': key(seconds(0.1, 60), 1, 'Between two looks for due jobs', live, { unit: 's' }),
  'auth.access_minutes': key(whole(1, 1440), 15, 'Life of an access token', live, { unit: 'min' }),
  'auth.refresh_days': key(whole(1, 365), 14, 'Life of a login that is not used', live, { unit: 'd' }),
  'snapshot.max_bytes': key<number | null>(
    z.union([whole(1024, 1 << 30), z.null()]),
    null,
    'Longest text that is kept; default: 32 MiB embedded, 256 MiB on PostgreSQL',
    live,
    { unit: 'bytes' },
  ),
} as const satisfies Record<string, ConfigKey>

export type ConfigName = keyof typeof schema
export type ConfigValue<K extends ConfigName> = (typeof schema)[K]['default']

export const configNames = Object.keys(schema) as ConfigName[]

/** Names of the original design, and those that people write with an underscore too many. */
export const formerNames: Readonly<Record<string, ConfigName>> = {
  'worker.thread_pool_size': 'job.max_parallel',
  connection_timeout: 'device.connect_timeout_s',
  retry_attempts: 'device.retry.retries',
  retry_backoff: 'device.retry.backoff_s',
}
