import type { Caller } from './caller.ts'
import type { Page, PageQuery } from './page.ts'

export interface Device {
  readonly id: string
  readonly hostname: string
  readonly title: string | null
  readonly address: string
  readonly port: number
  readonly transport: 'ssh' | 'telnet' | 'http'
  readonly platform: string
  readonly algorithms: 'modern' | 'compatible' | 'legacy'
  readonly enabled: boolean
  readonly tags: readonly string[]
  readonly facts: Readonly<Record<string, string | null>> | null
  readonly factsAt: Date | null
  readonly heldReason: string | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Tags go by name; an unknown name is AppError `invalid`. */
export interface DeviceInput {
  readonly hostname: string
  readonly title?: string | null
  readonly address: string
  readonly port: number
  readonly transport: Device['transport']
  readonly platform: string
  readonly algorithms: Device['algorithms']
  readonly enabled: boolean
  readonly tags: readonly string[]
}

export interface DeviceFilter {
  readonly text?: string
  readonly platform?: string
  readonly tag?: string
  readonly sort?: 'hostname' | 'address' | 'platform' | 'updated_at'
  readonly order?: 'asc' | 'desc'
}

/** Which devices a job means: these, those of these tags, or all. */
export interface DeviceChoice {
  readonly all: boolean
  readonly deviceIds: readonly string[]
  readonly tagIds: readonly string[]
}

export interface DeviceStore {
  list(who: Caller, filter: DeviceFilter, page: PageQuery): Promise<Page<Device>>
  get(who: Caller, id: string): Promise<Device | undefined>
  findByHostname(who: Caller, hostname: string): Promise<Device | undefined>
  /** AppError `conflict` when the name is taken (case does not count). */
  create(who: Caller, input: DeviceInput): Promise<Device>
  /** AppError `conflict` when `ifVersion` is not the current one; `not_found`. The commit of a rename is written by inventory/. */
  update(who: Caller, id: string, change: Partial<DeviceInput>, ifVersion?: number): Promise<Device>
  /** The device's snapshots stay. The commit that takes its path away is written by inventory/. */
  remove(who: Caller, id: string): Promise<void>
  /** Enabled devices of a choice in order of id, at most `limit`, after `afterId`. */
  chosen(who: Caller, choice: DeviceChoice, afterId: string | null, limit: number): Promise<{ id: string; hostname: string }[]>
  setFacts(who: Caller, id: string, facts: Record<string, string | null>): Promise<void>
  /** Stops or frees (null) a device that offered another host key. */
  hold(who: Caller, id: string, reason: string | null): Promise<void>
}
