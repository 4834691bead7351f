import type { FakeCli } from '../cli.ts'
import type { FakePlatform } from '../options.ts'
import { ciscoIos } from './cisco-ios.ts'
import { frr } from './frr.ts'
import { juniperJunos } from './juniper-junos.ts'
import { linux } from './linux.ts'
import { mikrotikRouteros } from './mikrotik-routeros.ts'

/** Every platform that a fake device can be. */
export const platforms: Readonly<Record<FakePlatform, FakeCli>> = {
  cisco_ios: ciscoIos,
  juniper_junos: juniperJunos,
  mikrotik_routeros: mikrotikRouteros,
  linux,
  frr,
}
