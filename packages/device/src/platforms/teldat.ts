import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Teldat CIT: `p 5` goes to the configuration that runs, `p 4` to the saved one, Ctrl-P comes back to the star. */
export const teldatCit = definePlatform({
  id: 'teldat_cit',
  title: 'Teldat CIT',
  family: 'teldat',
  aliases: ['teldat'],
  tier: 2,
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['*', '$', '>', '+'], modes: [/ ?[Cc]onfig/] },
  rejects: [...anyRefusal, /^CLI Error: /i],
  artifacts: {
    'running-config': [['p 5', 'show config', '\x10']],
    'startup-config': [['p 4', 'show config', '\x10']],
  },
  complete: { minLines: 3 },
  configHostname: /^[ \t]*set hostname "?([^\s"]+)/m,
  detect: [
    { banner: /^[ \t]*Teldat\b/m, score: 90 },
    { sysObjectId: '1.3.6.1.4.1.2007', score: 95 },
  ],
  leave: ['logout'],
  source: 'configuration: vendor manual of configuration and monitoring; session: Netmiko 4.6.0',
})
