import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** F5 BIG-IP, whose login shell is bash or tmsh. Quiet lists neither page nor ask; the user's display settings stay as they are. */
export const f5Tmsh = definePlatform({
  id: 'f5_tmsh',
  title: 'F5 BIG-IP TMOS',
  family: 'f5',
  aliases: ['f5_ltm', 'f5_linux', 'tmos', 'f5', 'bigip', 'f5-tmos', 'f5-tmsh', 'f5-bigip'],
  tier: 1,
  exec: true,
  prompt: {
    ends: ['#', '$'],
    varies: [
      /\(cfg-sync [^)\n]*\)/,
      /[(:](?:Active|Standby|Offline|ForcedOffline|INOPERATIVE|NO LICENSE|LICENSE)[^)\]\n]*(?=[)\]])/i,
    ],
  },
  pager: [
    { mark: / {0,8}---\(less(?: \d+%)?\)---\s*$/, key: ' ' },
    { mark: /Display all \d+ items\? \(y\/n\)\s*$/, key: 'y' },
  ],
  rejects: [...anyRefusal, /^Syntax Error: /, /^Unexpected Error: /, /^Data Input Error: /],
  artifacts: {
    'running-config': [["tmsh -q -c 'cd / ; list recursive'"], ['tmsh -q list'], ['list recursive'], ['list']],
  },
  complete: { structure: 'braces', minLines: 3 },
  configHostname: /^sys global-settings \{\n(?: {4}[^\n]*\n){0,40}? {4}hostname (\S+)/m,
  facts: [
    { command: 'tmsh -q show sys version', version: /^[ \t]+Version\s+(\S+)/m },
    { command: 'show sys version', version: /^[ \t]+Version\s+(\S+)/m },
    {
      command: 'tmsh -q show sys hardware',
      model: /^[ \t]+Name\s+(BIG-IP \S.*?)\s*$/m,
      serial: /^[ \t]+Chassis Serial\s+(\S+)/m,
    },
    {
      command: 'show sys hardware',
      model: /^[ \t]+Name\s+(BIG-IP \S.*?)\s*$/m,
      serial: /^[ \t]+Chassis Serial\s+(\S+)/m,
    },
  ],
  detect: [
    { prompt: /\(tmos\)# ?$/, score: 95 },
    {
      prompt: /^\[[^\]@\s]+@[^\]\s]+:(?:Active|Standby|Offline|ForcedOffline|INOPERATIVE)[^\]]*\] \S+ # ?$/,
      score: 95,
    },
    { probe: 'tmsh -q show sys version', match: /^[ \t]*Product\s+BIG-IP/m, score: 95 },
    { probe: 'show sys version', match: /^[ \t]*Product\s+BIG-IP/m, score: 95 },
    { sysDescr: /^BIG-IP /m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.3375.2.1', score: 95 },
  ],
  leave: ['quit'],
  timing: { idleMs: 180_000 }, // a list of thousands of objects is put together before its first line
  source: 'configuration: vendor tmsh reference, also the Oxidized model tmos; session: the same, Netmiko 4.6.0',
})
