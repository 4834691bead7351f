import type { Schedule } from '@netraven/contract'
import { type Command, Option } from 'commander'
import { CommandFailure, exitCodes } from '../failure.ts'
import { durationOf } from './option.ts'

export interface ScheduleOptions {
  /** Seconds. */
  readonly every?: number | undefined
  readonly cron?: string | undefined
  readonly timeZone?: string | undefined
}

/** The options that say when a job runs by itself. */
export const scheduled = (command: Command): Command =>
  command
    .addOption(new Option('--every <time>', 'such as 15m, 6h or 1d').argParser(durationOf).conflicts('cron'))
    .option('--cron <expression>', 'minute hour day month weekday')
    .option('--time-zone <zone>', 'of --cron (default: UTC)')

/** What these options mean; undefined when none is there. */
export function scheduleOf({ every, cron, timeZone }: ScheduleOptions): Schedule | undefined {
  if (every !== undefined) return { kind: 'interval', every_s: every }
  if (cron !== undefined) return { kind: 'cron', expression: cron, time_zone: timeZone ?? 'UTC' }
  if (timeZone !== undefined) throw new CommandFailure(exitCodes.usage, '--time-zone belongs to --cron')
  return undefined
}
