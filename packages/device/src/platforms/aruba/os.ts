import { definePlatform } from '../../platform.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** ArubaOS of controllers and instant access points; `no-encrypt` shows the secrets of an access point in full. */
export const arubaOs = definePlatform({
  id: 'aruba_os',
  title: 'ArubaOS',
  family: 'aruba',
  aliases: ['arubainstant', 'aosw', 'arubaos', 'aruba-os', 'aruba'],
  tier: 1,
  ...ciscoLike,
  prompt: { ends: ['#', '>'], modes: [/ ?\([\w./ -]+\) ?/, / ?\[[\w./: -]+\] ?\*?/, /\*/] },
  prepare: ['no paging'],
  rejects: [...ciscoLike.rejects, /^% Parse error/],
  artifacts: {
    'running-config': [['show running-config no-encrypt'], ['show running-config'], ['show configuration']],
  },
  complete: { minLines: 5 },
  configHostname: /^hostname "?([^\s"]+)/m,
  facts: [
    { command: 'show version', model: /\(MODEL: ([^)]+)\)/, version: /, Version (\S+)/ },
    { command: 'show activate status', serial: /^IAP Serial Number\s*:\s*(\S+)/m },
    { command: 'show inventory', serial: /^(?:System|SC|Supervisor Card) Serial#\s*: (\S+)/m },
  ],
  detect: [
    { banner: /^show tech-support and show tech-support supplemental are the two most useful/m, score: 60 },
    { refusal: /^% Parse error/m, score: 30 },
    { probe: 'show version', match: /^Aruba Operating System Software|^ArubaOS \(MODEL/m, score: 99 },
    { sysDescr: /^ArubaOS \(MODEL: /m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.14823', score: 90 },
  ],
  source:
    'configuration: vendor CLI reference, a recorded session of an access point with 8.10; session: the same, Netmiko 4.6.0',
})
