import { definePlatform } from '../platform.ts'
import { ciscoLike } from './shapes/cisco-like.ts'

/** ICOS and EFOS, the FASTPATH of Broadcom: prompts in round brackets, every block of a listing ends with `exit`. */
export const broadcomIcos = definePlatform({
  id: 'broadcom_icos',
  title: 'Broadcom ICOS, EFOS',
  family: 'broadcom',
  aliases: ['efos', 'icos', 'fastpath', 'broadcom-icos'],
  tier: 1,
  ...ciscoLike,
  complete: { starts: /^!Current Configuration:/, minLines: 5 },
  facts: [
    {
      command: 'show version',
      model: /^Machine Model\.*\s+(\S+)/m,
      serial: /^Serial Number\.*\s+(\S+)/m,
      version: /^Software Version\.*\s+(\S+)/m,
    },
  ],
  detect: [
    { banner: /\bBES-53248\b/, score: 60 },
    { prompt: /^\([\w .-]+\) ?[>#] ?$/, score: 30 },
    {
      probe: 'show version',
      match: /^(?:System|Machine) Description\.+ .{0,80}\b(?:ICOS|EFOS|BES-53248)\b/m,
      score: 95,
    },
    { sysDescr: /\b(?:ICOS|EFOS|BES-53248)\b/, score: 95 },
  ],
  leave: ['logout'],
  source: 'configuration: vendor CLI reference, a recorded session of EFOS 3.12; session: the same, Netmiko 4.6.0',
})
