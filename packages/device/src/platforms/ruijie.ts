import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Ruijie RGOS. Some versions ask for user and password in the shell, or whether to change a weak password. */
export const ruijieOs = definePlatform({
  id: 'ruijie_os',
  title: 'Ruijie RGOS',
  family: 'ruijie',
  aliases: ['rgos', 'ruijie', 'ruijie-rgos'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  loginAnswers: [{ asks: /\bpassword\b[^\n]{0,90}[[(]?(?:yes\/no|y\/n)[\])]?\s*:?\s*$/i, type: 'n' }],
  prepare: ['terminal length 0', 'terminal width 256'],
  complete: { usualEnd: /^end$/, minLines: 3 },
  facts: [
    {
      command: 'show version',
      serial: /^System serial number\s*: (\S+)/im,
      model: /^System description\s*: [^\n]*?\((\S+)\) by Ruijie/im,
      version: /^System software version\s*: (\S(?:.*\S)?)/im,
    },
  ],
  detect: [
    { probe: 'show version', match: /by Ruijie Network|^System description\s*: Ruijie/im, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.4881', score: 95 },
  ],
  source: 'configuration: vendor command reference, also the Oxidized model rgos; session: Netmiko 4.6.0',
})
