import { readFileSync } from 'node:fs'
import type { Wired } from '../cli/wired.ts'
import { configOf, dataFolderOf, type World } from './ground.ts'
import { openInProcess } from './in-process.ts'
import { createRoles } from './roles.ts'

/** Puts the parts together for the command line. */
export function wire(world: World): Wired {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return {
    version,
    roles: createRoles(world, version),
    dataFolder: async (options) => dataFolderOf(configOf(world, options), world.cwd),
    openInProcess: (options) => openInProcess(world, version, options),
  }
}
