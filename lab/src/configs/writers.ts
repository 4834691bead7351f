import { ciscoIos } from './cisco-ios.ts'
import type { ConfigWriter } from './device-plan.ts'
import { frr } from './frr.ts'
import { juniperJunos } from './juniper-junos.ts'
import { linux } from './linux.ts'
import { mikrotikRouteros } from './mikrotik-routeros.ts'

/** The lab's platforms, in the order in which devices are made. */
export const writers: readonly [ConfigWriter, ...ConfigWriter[]] = [
  ciscoIos,
  juniperJunos,
  mikrotikRouteros,
  linux,
  frr,
]
