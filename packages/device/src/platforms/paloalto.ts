import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'
import { panosXmlApi } from './shapes/panos-xml-api.ts'

/** Palo Alto PAN-OS: operational mode only; the closed braces and a second read prove. */
export const paloaltoPanos = definePlatform({
  id: 'paloalto_panos',
  title: 'Palo Alto Networks PAN-OS',
  family: 'paloalto',
  aliases: ['panos_api', 'panos', 'pan-os', 'paloalto', 'palo-alto', 'palo-alto-panos', 'paloalto-panos'],
  tier: 1,
  transports: ['ssh', 'telnet', 'http'],
  prompt: {
    ends: ['>', '#'],
    varies: [/\((?:active|passive|non-functional|suspended|initial|tentative)[\w-]*\)/],
    above: /^\[edit[^\]\n]*\]$/,
  },
  loginAnswers: [{ asks: /acknowledge the statement[^\n]*\(yes\/no\)\s*:?\s*$/i, type: 'yes' }],
  prepare: ['set cli pager off', 'set cli terminal width 500'],
  rejects: [...anyRefusal, /^(?:Unknown command:|Invalid syntax|Server error|Validation Error)/],
  artifacts: { 'running-config': [['show config running']] },
  complete: { structure: 'braces', minLines: 3 },
  configHostname: /^[ \t]+hostname "?([^\s";]+)"?;/m,
  facts: [
    {
      command: 'show system info',
      hostname: /^hostname: (\S+)/m,
      serial: /^serial: (\S+)/m,
      model: /^model: (\S+)/m,
      version: /^sw-version: (\S+)/m,
    },
  ],
  detect: [
    { banner: /^Number of failed attempts since last successful login:/m, score: 40 },
    { prompt: /^[^\s@]+@[^\s>]+> ?$/, score: 10 },
    { prompt: /^[^\s@]+@[^\s>(]+\((?:active|passive|non-functional|suspended|initial)[\w-]*\)> ?$/, score: 60 },
    { refusal: /^(?:Unknown command: |Invalid syntax\.)/m, score: 40 },
    { probe: 'show system info', match: /^sw-version: \d/m, score: 95 },
    { sysDescr: /^Palo Alto Networks/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.25461', score: 95 },
  ],
  http: panosXmlApi,
  source: 'configuration: vendor CLI guide, also the Oxidized model panos; session: vendor CLI guide, Netmiko 4.6.0',
})
