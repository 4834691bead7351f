import type { Platform } from '@netraven/contract'
import { Command } from 'commander'
import { listPlatforms } from '../../inventory/platforms.ts'
import { createPrinter, type Column } from '../print.ts'
import type { Surroundings } from '../surroundings.ts'
import { examples } from './option.ts'

const columns: readonly Column<Platform>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'TITLE', value: ({ title }) => cut(title, 34) },
  { title: 'TIER', value: ({ tier }) => tier },
  { title: 'TRANSPORTS', value: ({ transports }) => transports.join(',') },
  { title: 'COMMAND', value: ({ commands }) => cut(commands['running-config'] ?? '', 40) },
  { title: 'WHOLE WHEN', value: ({ proof }) => cut(proof, 40) },
  { title: 'PROVEN BY', value: ({ proven }) => proven },
]

const cut = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)

/** Needs no data folder: platforms are part of the program. */
export const platformsCommand = (around: Surroundings): Command =>
  new Command('platforms')
    .description('the kinds of devices that NetRaven knows')
    .argument('[words...]', 'only those whose id, title, family or other names hold all of these')
    .option('--json', 'one JSON document')
    .addHelpText(
      'after',
      `${examples('platforms', 'platforms huawei', 'platforms cisco asa --json')}

"unproven" means that nothing but the proof of each text stands behind a platform: without an end mark or a declared size,
two reads must agree. docs/reference/platforms.md has all of it.`,
    )
    .action((words: readonly string[], { json = false }: { json?: boolean }) => {
      const found = listPlatforms().filter((platform) => words.every((word) => isAbout(platform, word.toLowerCase())))
      createPrinter(around, { json }).list(found, columns, `no platform is called ${words.join(' ')}`)
    })

const isAbout = ({ id, title, family, aliases }: Platform, word: string): boolean =>
  [id, title, family, ...aliases].some((name) => name.toLowerCase().includes(word))
