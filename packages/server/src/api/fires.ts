import type { Schedule } from '@netraven/contract'
import { AppError } from '../errors/app-error.ts'
import type { ApiParts } from './parts.ts'

type FireParts = Pick<ApiParts, 'nextFires'>

export interface Fire {
  readonly at: Date
  readonly local: string
  readonly remark: string | null
}

/** The next fires of a schedule, or AppError `invalid` with what is wrong with it. */
function firesOf(parts: FireParts, schedule: Schedule, after: Date, count: number): Date[] {
  try {
    return parts.nextFires(schedule, after, count)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('invalid', `This schedule cannot be: ${reason}`, { field: 'schedule' }, { cause })
  }
}

/** When a job fires first; null for one that is started by hand or switched off. */
export function firstFire(
  parts: FireParts,
  job: { readonly schedule: Schedule; readonly enabled: boolean },
  now: Date,
): Date | null {
  const [first] = firesOf(parts, job.schedule, now, 1)
  if (!first && job.schedule.kind !== 'manual')
    throw new AppError('invalid', 'This schedule never fires', { field: 'schedule' })
  return job.enabled ? (first ?? null) : null
}

/** Fires as people read them: in local time, with a remark where the clock was changed since the one before. */
export function previewFires(parts: FireParts, schedule: Schedule, after: Date, count: number): Fire[] {
  const zone = schedule.kind === 'cron' ? schedule.time_zone : 'UTC'
  const fires = firesOf(parts, schedule, after, count)
  return fires.map((at, index) => ({
    at,
    local: localTime(at, zone),
    remark: clockRemark(fires[index - 1] ?? after, at, zone),
  }))
}

function clockRemark(before: Date, at: Date, zone: string): string | null {
  const [was, is] = [offsetOf(before, zone), offsetOf(at, zone)]
  return was === is ? null : `the clock of ${zone} was changed before this: ${was} became ${is}`
}

const localTime = (at: Date, zone: string): string =>
  `${new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)} ${offsetOf(at, zone)}`

const offsetOf = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
