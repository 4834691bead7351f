import { definePlatform } from '../platform.ts'

/** Cisco IOS and IOS XE: the end mark proves, the declared size contradicts. */
export const ciscoIos = definePlatform({
  id: 'cisco_ios',
  title: 'Cisco IOS',
  family: 'cisco',
  aliases: ['ios', 'iosxe', 'cisco_xe', 'cisco-ios', 'cisco-ios-xe', 'cisco'],
  tier: 1,
  prompt: { ends: ['#', '>'], modes: [/\([\w.-]+\)/] },
  prepare: ['terminal length 0', 'terminal width 511'],
  enable: { command: 'enable', asks: /(password|secret)[^\n]*:\s*$/i, ready: '#' },
  rejects: [
    /^\s*% ?(Invalid|Incomplete|Ambiguous|Unrecognized|Unknown) /i,
    /^% ?(Permission denied|Access denied|Authorization failed)/i,
    /^Command authorization failed/i,
  ],
  artifacts: {
    'running-config': [['show running-config']],
    'startup-config': [['show startup-config']],
  },
  complete: { endMark: /^end$/, declaredSize: /^Current configuration : (\d+) bytes/m, minLines: 3 },
  configHostname: /^hostname (\S+)/m,
  facts: [
    {
      command: 'show version',
      hostname: /^(\S+) uptime is/m,
      serial: /^(?:System Serial Number\s*:|Processor board ID)\s+(\S+)/im,
      model: /^(?:Model Number\s*:\s*(?=\S)|[Cc]isco (?=\S+ \(.*processor))(\S+)/m,
      version: /(?:IOS.*Software.*|^Cisco .*)Version ([^\s,]+)/m,
    },
  ],
  detect: [
    { ident: /^SSH-\d\.\d+-Cisco-/, score: 40 },
    { probe: 'show version', match: /Cisco IOS(?: XE)? Software|Cisco Internetwork Operating System/, score: 95 },
  ],
  leave: ['exit'],
  source: 'vendor manual; recorded sessions of IOS XE 17.6 and 17.9',
})
