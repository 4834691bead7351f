import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** RAD ETX and kin: `info` shows the commands that make the configuration, from the level where one stands downwards. Slow to answer. */
export const radEtx = definePlatform({
  id: 'rad_etx',
  title: 'RAD ETX',
  family: 'rad',
  aliases: ['rad', 'rad-etx'],
  tier: 2,
  transports: ['ssh', 'telnet'],
  inShell: { asksUser: /user ?[>:]\s*$/i, asksPassword: /password ?[>:]\s*$/i },
  prompt: { ends: ['#', '>'], modes: [/>[\w()>/-]+/] },
  rejects: [...anyRefusal, /^# ?(?:cli error|Invalid)/i],
  artifacts: { 'running-config': [['info']] },
  complete: { minLines: 3 },
  detect: [{ sysObjectId: '1.3.6.1.4.1.164', score: 90 }],
  leave: ['logout'],
  timing: { settleMs: 1000 },
  source: 'configuration: vendor installation and operation manual (global commands); session: Netmiko 4.6.0',
})
