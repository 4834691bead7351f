import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Yamaha RTX and SWX: the name may be missing from the prompt. `console lines` is a line of the configuration, so paging is answered. */
export const yamaha = definePlatform({
  id: 'yamaha',
  title: 'Yamaha RTX',
  family: 'yamaha',
  aliases: ['yamaha_rt', 'yamaha-rtx'],
  tier: 2,
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['>', '#'] },
  enable: { command: 'administrator', asks: /password:\s*$/i, ready: '#' },
  rejects: [...anyRefusal, /^Error: /i],
  artifacts: { 'running-config': [['show config']] },
  complete: { minLines: 3 },
  facts: [
    {
      command: 'show environment',
      model: /^(\S+) (?:BootROM )?(?:Ver|Rev)\./m,
      version: /\bRev\.([\d.]+)/,
      serial: /\bserial=(\S+)/,
    },
  ],
  detect: [
    { banner: /Copyright \(c\)[^\n]*Yamaha Corporation/i, score: 90 },
    { probe: 'show environment', match: /^(?:RTX?|NVR|FWX|SRT)\w+ (?:BootROM|Rev\.)/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.1182', score: 90 },
  ],
  leave: ['exit', 'exit'],
  source: 'configuration: vendor command reference, also the Oxidized model yamaha; session: Netmiko 4.6.0',
})
