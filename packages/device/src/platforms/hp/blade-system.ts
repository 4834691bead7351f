import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** HPE BladeSystem Onboard Administrator: the configuration is a script of commands. */
export const hpeOa = definePlatform({
  id: 'hpe_oa',
  title: 'HPE Onboard Administrator',
  family: 'hp',
  aliases: ['hpebladesystem', 'hpe-oa', 'hp-oa'],
  tier: 2,
  transports: ['ssh', 'telnet'],

  prompt: { ends: ['>'] },
  prepare: ['set script mode on'],
  rejects: [...anyRefusal, /^Invalid Arguments/i],
  artifacts: { 'running-config': [['show config']] },
  complete: { minLines: 5 },
  configHostname: /^SET OA NAME (?:\d )?"?([^\s"]+)/m,
  facts: [
    {
      command: 'show oa info',
      model: /^[ \t]+Product Name\s*: (\S[^\n]*)/m,
      serial: /^[ \t]+Serial No\.?\s*: (\S+)/m,
      version: /^[ \t]+Firmware Ver\.?\s*: (\S+)/m,
    },
  ],
  detect: [{ banner: /BladeSystem Onboard Administrator/, score: 95 }],
  source: 'configuration: the Oxidized model hpebladesystem; session: the same',
})
