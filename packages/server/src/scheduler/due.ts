import { Cron } from 'croner'
import type { JobSchedule } from '../db/schema.ts'

/** The first moment after `after` at which the schedule fires; null for a job that is started by hand only.
 *  Cron follows its time zone: a skipped local time fires at the first valid instant, a repeated one once.
 *  Throws a message for people when the expression or the zone is wrong. */
export function nextFire(schedule: JobSchedule, after: Date): Date | null {
  switch (schedule.kind) {
    case 'manual':
      return null
    case 'interval':
      return new Date(after.getTime() + schedule.every_s * 1000)
    case 'cron':
      return new Cron(schedule.expression, { timezone: schedule.time_zone, mode: '5-part' }).nextRun(after)
  }
}

/** The next `count` fires, for a preview. */
export function nextFires(schedule: JobSchedule, after: Date, count: number): Date[] {
  const fires: Date[] = []
  for (let at = nextFire(schedule, after); at && fires.length < count; at = nextFire(schedule, at)) fires.push(at)
  return fires
}

/** What is due at `now`: one fire for the planned moment however late it is, and how many later ones passed unseen. */
export function dueFire(
  schedule: JobSchedule,
  planned: Date,
  now: Date,
): { dueAt: Date; next: Date | null; missed: number } {
  let next =
    schedule.kind === 'interval' ? skipPast(planned, schedule.every_s * 1000, now) : nextFire(schedule, planned)
  let missed =
    schedule.kind === 'interval' && next
      ? Math.round((next.getTime() - planned.getTime()) / (schedule.every_s * 1000)) - 1
      : 0
  if (schedule.kind === 'cron' && next && next <= now) {
    missed = countFires(schedule, planned, now)
    next = nextFire(schedule, now)
  }
  return { dueAt: planned, next, missed }
}

/** Keeps the rhythm of an interval: the first multiple after `now`. */
function skipPast(planned: Date, everyMs: number, now: Date): Date {
  const steps = Math.max(1, Math.floor((now.getTime() - planned.getTime()) / everyMs) + 1)
  return new Date(planned.getTime() + steps * everyMs)
}

/** Fires after `from` and not after `to`; counts no further than 1000. */
function countFires(schedule: JobSchedule, from: Date, to: Date): number {
  let count = 0
  for (let at = nextFire(schedule, from); at && at <= to && count < 1000; at = nextFire(schedule, at)) count++
  return count
}
