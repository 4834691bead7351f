import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Digi TransPort: `c` is the configuration that runs, `0` the one it starts with. Every answer ends with `OK` or `ERROR`. */
export const digiTransport = definePlatform({
  id: 'digi_transport',
  title: 'Digi TransPort',
  family: 'digi',
  aliases: ['digi-transport'],
  tier: 2,
  newline: '\r\n',
  prompt: { ends: ['>', '#'] },
  prepare: ['terminal length 0'],
  rejects: [...anyRefusal, /^ERROR$/],
  artifacts: { 'running-config': [['config c show']], 'startup-config': [['config 0 show']] },
  complete: { usualEnd: /^OK$/, minLines: 3 },
  configHostname: /^cmd 0 hostname "?([^\s"]+)/m,
  detect: [
    { banner: /^Digi TransPort/m, score: 60 },
    { sysObjectId: '1.3.6.1.4.1.16378', score: 95 },
  ],
  source: 'configuration: vendor user guide; session: Netmiko 4.6.0',
})
