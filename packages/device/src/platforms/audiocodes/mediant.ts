import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** AudioCodes Mediant, 6.6 and later: a star tells of a configuration that is not saved; paging is a setting, so it is answered. */
export const audiocode72 = definePlatform({
  id: 'audiocode_72',
  title: 'AudioCodes Mediant',
  family: 'audiocodes',
  aliases: ['audiocode_66', 'audiocodes', 'audiocodes-mediant'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  newline: '\r',
  prompt: { ends: ['#', '>'], modes: [/\([\w./ -]+\)/], varies: [/\*(?=[#>])/] },
  prepare: [],
  artifacts: { 'running-config': [['show running-config']] },
  configHostname: /^[ \t]*hostname "?([^\s"]+)/m,
  facts: [
    {
      command: 'show system version',
      serial: /^;?Serial Number: ?(\S+)/im,
      model: /^;?Board type: ?([^\n,]*[^\s,])/im,
      version: /^;?(?:Version ID|Software Version): ?(\S+)/im,
    },
  ],
  detect: [{ sysObjectId: '1.3.6.1.4.1.5003', score: 80 }],
  source: 'configuration: vendor CLI reference guide, also the Oxidized model audiocodes; session: Netmiko 4.6.0',
})
