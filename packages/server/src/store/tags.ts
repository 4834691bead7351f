import type { Caller } from './caller.ts'

export interface Tag {
  readonly id: string
  readonly name: string
  readonly devices: number
  readonly createdAt: Date
}

export interface TagStore {
  list(who: Caller): Promise<Tag[]>
  get(who: Caller, id: string): Promise<Tag | undefined>
  create(who: Caller, name: string): Promise<Tag>
  rename(who: Caller, id: string, name: string): Promise<Tag>
  remove(who: Caller, id: string): Promise<void>
  /** Ids of names; creates those that are missing. */
  ensure(who: Caller, names: readonly string[]): Promise<Map<string, string>>
}
