import type { Platform } from '@netraven/contract'
import { Command } from 'commander'
import { listPlatforms } from '../../inventory/platforms.ts'
import { createPrinter, type Column } from '../print.ts'
import type { Surroundings } from '../surroundings.ts'
import { examples } from './option.ts'

const columns: readonly Column<Platform>[] = [
  { title: 'ID', value: (platform) => platform.id },
  { title: 'TITLE', value: (platform) => platform.title },
  { title: 'TRANSPORTS', value: (platform) => platform.transports.join(',') },
  { title: 'COMMAND', value: (platform) => platform.commands['running-config'] },
  { title: 'PROVED BY', value: (platform) => platform.proof },
]

/** Needs no data folder: platforms are part of the program. */
export const platformsCommand = (around: Surroundings): Command =>
  new Command('platforms')
    .description('the kinds of devices that NetRaven knows')
    .option('--json', 'one JSON document')
    .addHelpText('after', examples('platforms'))
    .action(({ json = false }: { json?: boolean }) =>
      createPrinter(around, { json }).list(listPlatforms(), columns, ''),
    )
