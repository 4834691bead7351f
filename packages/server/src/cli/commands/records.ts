import type { AuditEntry, Quarantined } from '@netraven/contract'
import { Command } from 'commander'
import { acting, type Kit } from '../act.ts'
import type { Column } from '../print.ts'
import { examples, whole } from './option.ts'

const auditColumns: readonly Column<AuditEntry>[] = [
  { title: 'AT', value: (entry) => entry.at },
  { title: 'ACTOR', value: (entry) => entry.actor },
  { title: 'ACTION', value: (entry) => entry.action },
  { title: 'OBJECT', value: (entry) => `${entry.object_type} ${entry.object_id ?? ''}`.trim() },
  { title: 'DETAILS', value: (entry) => (entry.details ? JSON.stringify(entry.details) : null) },
]

export const auditCommand = (kit: Kit): Command =>
  new Command('audit').description('who did what').addCommand(
    new Command('list')
      .description('list audit records, newest first')
      .addOption(whole('--limit <n>', 'at most (default: 50)', 1, 200))
      .option('--json', 'one JSON document')
      .addHelpText('after', examples('audit list --limit 20'))
      .action(
        acting<{ limit?: number }, []>(kit, async ({ client, print, options }) => {
          const { items } = await client.get<{ items: AuditEntry[] }>('/audit', { limit: options.limit ?? 50 })
          print.list(items, auditColumns, 'There are no records')
        }),
      ),
  )

const quarantineColumns: readonly Column<Quarantined>[] = [
  { title: 'ID', value: (item) => item.id },
  { title: 'HOSTNAME', value: (item) => item.hostname },
  { title: 'ARTIFACT', value: (item) => item.artifact },
  { title: 'BYTES', value: (item) => item.raw_bytes, align: 'right' },
  { title: 'REASON', value: (item) => `${item.error_code}: ${item.reason}` },
  { title: 'AT', value: (item) => item.created_at },
]

export const quarantineCommand = (kit: Kit): Command =>
  new Command('quarantine').description('configurations that could not be proved complete').addCommand(
    new Command('list')
      .description('list what waits in quarantine, newest first')
      .addOption(whole('--limit <n>', 'at most (default: 50)', 1, 200))
      .option('--json', 'one JSON document')
      .addHelpText('after', examples('quarantine list'))
      .action(
        acting<{ limit?: number }, []>(kit, async ({ client, print, options }) => {
          const { items } = await client.get<{ items: Quarantined[] }>('/quarantine', { limit: options.limit ?? 50 })
          print.list(items, quarantineColumns, 'Nothing is in quarantine')
        }),
      ),
  )
