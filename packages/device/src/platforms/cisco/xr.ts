import { definePlatform } from '../../platform.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** Cisco IOS XR: a line with the time stands before each answer, the end mark proves. */
export const ciscoXr = definePlatform({
  id: 'cisco_xr',
  title: 'Cisco IOS XR',
  family: 'cisco',
  aliases: ['iosxr', 'ios-xr', 'cisco-iosxr', 'cisco-ios-xr', 'cisco-xr', 'cisco_iosxr', 'xr'],
  tier: 1,
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  prepare: ['terminal length 0', 'terminal width 0'],
  rejects: [...ciscoLike.rejects, /^% (?:This command is not authorized|Failed)/],
  artifacts: { 'running-config': [['show running-config']] },
  complete: { usualEnd: /^end$/, minLines: 3 },
  facts: [
    {
      command: 'show version',
      hostname: /^(?!System )(\S+) uptime is/m,
      model: /^cisco (\S[^\n(]*?)(?: Series)? \([^)\n]*\)(?: processor|$)/im,
      version: /^Cisco IOS XR Software, Version (\S+?)(?:\[|\s|$)/m,
    },
    { command: 'show inventory', serial: /NAME: "(?:chassis|Rack 0)[^\n]*\n\s*PID:[^\n]*SN: (\S+)/i },
  ],
  detect: [
    { ident: /^SSH-\d\.\d+-Cisco-2\.0/, score: 40 },
    { prompt: /^(?:RP|LC)\/\d+\/\S+\/CPU\d+:/, score: 95 },
    { probe: 'show version', match: /^Cisco IOS XR Software/m, score: 95 },
    { sysDescr: /Cisco IOS XR Software/, score: 95 },
  ],
  source:
    'configuration: vendor command reference, also the Oxidized model iosxr; session: vendor documentation, Netmiko 4.6.0',
})
