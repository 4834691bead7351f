import type { JobSchedule } from '../db/schema.ts'
import type { Caller } from './caller.ts'
import type { Page, PageQuery } from './page.ts'

export interface Job {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly params: Readonly<Record<string, unknown>>
  readonly schedule: JobSchedule
  readonly allDevices: boolean
  readonly deviceIds: readonly string[]
  readonly tags: readonly string[]
  readonly tagIds: readonly string[]
  readonly maxParallel: number | null
  readonly enabled: boolean
  readonly ownerId: string | null
  readonly ownerName: string
  readonly nextFireAt: Date | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface JobInput {
  readonly name: string
  readonly type: string
  readonly params: Readonly<Record<string, unknown>>
  readonly schedule: JobSchedule
  readonly allDevices: boolean
  readonly deviceIds: readonly string[]
  readonly tags: readonly string[]
  readonly maxParallel: number | null
  readonly enabled: boolean
  /** First fire, worked out by the caller (scheduler/due.ts: nextFire). */
  readonly nextFireAt: Date | null
}

export interface JobStore {
  list(who: Caller, page: PageQuery): Promise<Page<Job>>
  get(who: Caller, id: string): Promise<Job | undefined>
  findByName(who: Caller, name: string): Promise<Job | undefined>
  create(who: Caller, input: JobInput): Promise<Job>
  update(who: Caller, id: string, change: Partial<JobInput>, ifVersion?: number): Promise<Job>
  remove(who: Caller, id: string): Promise<void>
  /** Enabled jobs whose next fire time has come, oldest first. */
  due(now: Date, limit: number): Promise<Job[]>
  /** Moves the next fire time on, only if it still is `from`: of two schedulers one wins. */
  advance(id: string, from: Date, to: Date | null): Promise<boolean>
}
