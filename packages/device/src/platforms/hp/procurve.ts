import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** HP ProCurve and Aruba AOS-Switch: waits for a key at login, redraws the screen by cursor addresses, shows no end mark. */
export const hpProcurve = definePlatform({
  id: 'hp_procurve',
  title: 'HP ProCurve, Aruba AOS-Switch',
  family: 'hp',
  aliases: [
    'procurve',
    'aruba_procurve',
    'aruba_osswitch',
    'aoss',
    'hp-procurve',
    'aruba-aos-switch',
    'hpe-aruba-procurve',
  ],
  tier: 1,
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  loginAnswers: [
    { asks: /Press any key to continue\s*$/i, type: '' },
    { asks: /Enter switch number[^\n]*$/i, type: '' },
  ],
  prepare: ['no page'],
  pager: [{ mark: / {0,8}-- MORE --, next page: Space, next line: Enter, quit: Control-C\s*$/, key: ' ' }],
  enable: { command: 'enable', asksUser: /(?:User ?name|Login Name):\s*$/i, asks: /Password[^\n]*:\s*$/i, ready: '#' },
  rejects: [...anyRefusal, /^Invalid input: /, /^Not legal combination/],
  artifacts: {
    'running-config': [['show running-config'], ['write terminal']],
    'startup-config': [['show config'], ['show startup-config']],
  },
  complete: { minLines: 5 },
  configHostname: /^hostname "?([^"\n]*[^"\s])/m,
  facts: [
    {
      command: 'show system',
      hostname: /^[ \t]*System Name\s*: (\S+(?: \S+)*)/m,
      serial: /\bSerial Number\s*: (\S+)/,
      version: /^[ \t]*Software revision\s*: (\S+)/m,
    },
    {
      command: 'show system-information',
      hostname: /^[ \t]*System Name\s*: (\S+(?: \S+)*)/m,
      serial: /\bSerial Number\s*: (\S+)/,
      version: /^[ \t]*Software revision\s*: (\S+)/m,
    },
    { command: 'show version', version: /^[ \t]*([A-Z]{1,2}\.\d+\.\d+(?:\.\d+)?\w*)\s*$/m },
    { command: 'show modules', model: /^[ \t]*Chassis: (\S+(?: \S+)*)/m },
  ],
  detect: [
    { ident: /^SSH-\d\.\d+-(?:Mocana|RomSShell)/i, score: 10 },
    { banner: /^(?:ProCurve|HP|HPE|Aruba|Hewlett-Packard)[ \w-]{0,20} J\w{4,6}[AB]? .{0,60}Switch/m, score: 60 },
    { banner: /^We'd like to keep you up to date about:|^Press any key to continue/m, score: 25 },
    { refusal: /^Invalid input: /m, score: 30 },
    { probe: 'show version', match: /^[ \t]*Image stamp:\s/m, score: 95 },
    { sysDescr: /(?:ProCurve|(?:HP|HPE|Aruba) J\w{4,6}[AB]? .{0,60}Switch)/, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.11.2.3.7.11', score: 95 },
  ],
  leave: ['logout'],
  source: 'configuration: vendor management guide, also the Oxidized model procurve; session: the same, Netmiko 4.6.0',
})
