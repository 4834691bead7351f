import { definePlatform } from '../platform.ts'
import { dlinkLike } from './shapes/dlink-like.ts'

/** D-Link switches with the older command line: `disable clipaging` is a line of the configuration, so paging is answered. */
export const dlinkDs = definePlatform({
  id: 'dlink_ds',
  title: 'D-Link DGS and DES',
  family: 'dlink',
  aliases: ['dlink', 'dlink-ds'],
  tier: 2,
  transports: ['ssh', 'telnet'],
  newline: '\r\n',
  ...dlinkLike,
  artifacts: { 'running-config': [['show config current_config'], ['show config current'], ['show config effective']] },
  facts: [
    {
      command: 'show switch',
      hostname: /^System Name\s*: *(\S+)/m,
      model: /^Device Type\s*: *(\S+)/m,
      serial: /^Serial Number\s*: *(\S+)/m,
      version: /^Firmware Version\s*: *(?:Build )?(\S+)/m,
    },
  ],
  detect: [
    { banner: /^[ \t]*D[GEX]S-\d{4}[\w-]* .{0,60}Switch/m, score: 70 },
    { banner: /^[ \t]*Command Line Interface\s*$/m, score: 20 },
    { refusal: /^(?:Available commands:|Next possible completions:)/m, score: 60 },
    { probe: 'show switch', match: /^Device Type\s+: D[GEX]S-/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.171.10', score: 90 },
  ],
  source:
    'configuration: vendor CLI reference, also the Oxidized model dlink and NOC DLink.DxS; session: Netmiko 4.6.0, NOC',
})
