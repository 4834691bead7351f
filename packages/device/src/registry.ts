import type { Platform } from './platform.ts'
import * as all from './platforms/all.ts'

/** Every platform this package knows, by id. */
export const PLATFORMS: readonly Platform[] = Object.values(all).toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** The ids as a type: `cisco_ios`, `juniper_junos`, … */
export type PlatformId = (typeof all)[keyof typeof all]['id']

/** An id counts before an alias. */
const byName = new Map([
  ...PLATFORMS.flatMap((platform) => platform.aliases.map((name) => [name, platform] as const)),
  ...PLATFORMS.map((platform) => [platform.id, platform] as const),
])

/** The platform of this id or alias, whatever the case. */
export const findPlatform = (name: string): Platform | undefined => byName.get(name.toLowerCase())
