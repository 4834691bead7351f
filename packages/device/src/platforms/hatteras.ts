import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Hatteras (Overture) Ethernet over copper: ends its lines with CR; warns of unsaved changes when one leaves. */
export const hatterasHn = definePlatform({
  id: 'hatteras_hn',
  title: 'Hatteras Networks',
  family: 'hatteras',
  aliases: ['hatteras', 'overture'],
  tier: 2,
  transports: ['ssh', 'telnet'],

  newline: '\r',
  prompt: { ends: ['#', '>'] },
  rejects: [...anyRefusal, /^ERROR: /],
  artifacts: { 'running-config': [['show config run']] },
  complete: { minLines: 3 },
  leave: ['logout'],
  source: 'configuration: the Oxidized model hatteras; session: the same',
})
