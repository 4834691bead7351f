import type { FakeFacts, FakePlatform } from '@netraven/device/testing'
import type { Random } from '../random.ts'
import type { Vault } from '../secrets/vault.ts'

/** What a generator knows of the device it writes for. */
export interface DevicePlan {
  readonly hostname: string
  /** Second octet of the device's addresses; differs in each device. */
  readonly number: number
  readonly random: Random
  readonly vault: Vault
}

/** An edit of a configuration, as an engineer would make it. */
export interface Edit {
  readonly config: string
  /** The lines that were not there before. */
  readonly added: readonly string[]
}

/** How the lab writes and edits the configurations of one platform. */
export interface ConfigWriter {
  readonly platform: FakePlatform
  /** First part of the host name. */
  readonly role: string
  readonly tags: readonly string[]
  readonly facts?: Partial<FakeFacts>
  readonly write: (plan: DevicePlan) => string
  /** `number` differs at each edit of a device, from 1. */
  readonly edit: (config: string, number: number) => Edit
}

/** Numbers from `first`, `count` of them. */
export const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, at) => first + at)

/** Puts lines in before the last place where `mark` matches. */
export function insertBefore(config: string, mark: RegExp, added: readonly string[]): Edit {
  const at = [...config.matchAll(mark)].at(-1)?.index
  if (at === undefined) throw new Error(`The configuration has no ${String(mark)}`)
  return { config: `${config.slice(0, at)}${added.join('\n')}\n${config.slice(at)}`, added }
}

export const DEPARTMENTS = [
  'offices',
  'voice',
  'cameras',
  'printers',
  'guests',
  'servers',
  'storage',
  'management',
] as const
