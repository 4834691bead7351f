import type { FakeCli } from '../cli.ts'
import type { FakePlatform } from '../options.ts'
import { ciscoIos } from './cisco-ios.ts'

export const platforms: Readonly<Record<FakePlatform, FakeCli>> = {
  cisco_ios: ciscoIos,
} as never
