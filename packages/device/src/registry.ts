import type { Platform } from './platform.ts'
import { ciscoIos } from './platforms/cisco-ios.ts'
import { frr } from './platforms/frr.ts'
import { generic } from './platforms/generic.ts'
import { juniperJunos } from './platforms/juniper-junos.ts'
import { linux } from './platforms/linux.ts'
import { mikrotikRouteros } from './platforms/mikrotik-routeros.ts'

/** Every platform this package knows. */
export const PLATFORMS: readonly Platform[] = [ciscoIos, frr, generic, juniperJunos, linux, mikrotikRouteros]

const byName = new Map(
  PLATFORMS.flatMap((platform) => [platform.id, ...platform.aliases].map((name) => [name, platform])),
)

/** The platform of this id or alias, whatever the case. */
export const findPlatform = (name: string): Platform | undefined => byName.get(name.toLowerCase())
