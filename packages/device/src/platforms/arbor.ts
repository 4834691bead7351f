import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Arbor appliances: menus, whose commands also run in exec channels. */
export const arborOs = definePlatform({
  id: 'arbor_os',
  title: 'Arbor ArbOS (Peakflow, TMS)',
  family: 'arbor',
  aliases: ['arbos', 'arbor'],
  tier: 2,
  exec: true,
  prompt: { ends: ['#', '>', ':', '/'] },
  rejects: [...anyRefusal, /^\s*\d* ?Unknown command/i],
  artifacts: { 'running-config': [['config show']] },
  complete: { minLines: 5 },
  configHostname: /^[ \t]*system name set "?([^\s"]+)/m,
  facts: [{ command: 'system version', version: /^Version: (\S[^\n]*)/m }],
  detect: [
    { prompt: /^[\w.-]+@[\w.-]+:\/# ?$/, score: 30 },
    { sysObjectId: '1.3.6.1.4.1.9694.1', score: 95 },
  ],
  source: 'configuration: the Oxidized model arbos; session: the same',
})
