import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Zyxel switches (XGS, GS) and DSLAMs. */
export const zyxelOs = definePlatform({
  id: 'zyxel_os',
  title: 'Zyxel switches',
  family: 'zyxel',
  aliases: ['zynoscli', 'zyxel', 'zyxel-os'],
  tier: 2,
  ...ciscoKin,
  prepare: [],
  pager: [{ mark: / {0,8}-- more --[^\n]{0,80}$/i, key: ' ' }],
  artifacts: { 'running-config': [['show running-config']] },
  facts: [
    {
      command: 'show system-information',
      hostname: /^[ \t]*System Name\s*: *(\S+)/m,
      model: /^[ \t]*Product Model\s*: *(\S+)/m,
      serial: /^[ \t]*Serial Number\s*: *(\S+)/m,
      version: /^[ \t]*(?:ZyNOS F\/W|Boot firmware|ZyNOS Firmware) Version\s*: *(\S+)/m,
    },
  ],
  detect: [
    { probe: 'show system-information', match: /^[ \t]*Product Model\s*: *(?:XGS|GS|XS|MGS|XMG)\d/m, score: 95 },
    { probe: 'show version', match: /^[ \t]*(?:Current )?ZyNOS(?: F\/W)? ?[Vv]ersion/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.890', score: 60 },
  ],
  leave: ['exit', 'exit'],
  source:
    'configuration: vendor CLI reference guide, also the Oxidized model zynoscli; session: Netmiko 4.6.0, enable from the Oxidized model',
})
