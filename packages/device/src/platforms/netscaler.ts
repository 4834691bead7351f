import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** NetScaler (Citrix ADC): every answer ends with ` Done`. */
export const netscaler = definePlatform({
  id: 'netscaler',
  title: 'NetScaler (Citrix ADC)',
  family: 'citrix',
  aliases: ['citrix_netscaler', 'citrix-adc'],
  tier: 2,
  prompt: { ends: ['>', '#'] },
  prepare: ['set cli mode -page OFF'],
  rejects: [...anyRefusal, /^ERROR: /],
  artifacts: {
    'running-config': [['show ns runningConfig'], ['show ns ns.conf']],
    'startup-config': [['show ns ns.conf']],
  },
  complete: { minLines: 3 },
  configHostname: /^set ns hostName "?([^\s"]+)/m,
  facts: [
    { command: 'show ns version', version: /NetScaler NS(\d+\.\d+: Build [\d.]+)/ },
    {
      command: 'show ns hardware',
      model: /^[ \t]*Platform: (\S(?:.*\S)?)/m,
      serial: /^[ \t]*Serial no: (\S+)/m,
    },
  ],
  detect: [
    { banner: /\bNetScaler\b|\bCitrix ADC\b/, score: 40 },
    { probe: 'show version', match: /^[ \t]*NetScaler NS\d/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.5951', score: 95 },
  ],
  source:
    'configuration: vendor command reference, RANCID netscaler and the Oxidized model netscaler; session: Netmiko 4.6.0',
})
