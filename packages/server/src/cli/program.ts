import { Command } from 'commander'
import { fetchCommand } from './fetch.ts'
import type { Surroundings } from './surroundings.ts'

/** The whole command line. */
export function createProgram(around: Surroundings): Command {
  return new Command('netraven')
    .description('backs up the configurations of routers, switches and firewalls')
    .addCommand(fetchCommand(around))
}
