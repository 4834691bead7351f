import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** 6WIND Virtual Service Router: a command says itself that it wants no pager. */
export const sixwindOs = definePlatform({
  id: 'sixwind_os',
  title: '6WIND VSR',
  family: 'sixwind',
  aliases: ['sixwind', '6wind', '6wind-vsr'],
  tier: 2,
  prompt: { ends: ['>', '#'], modes: [/[ \w:/-]+/] },
  rejects: [...anyRefusal, /^Error: /i],
  artifacts: {
    'running-config': [
      ['show config nodefault no-pager'],
      ['show config nodefault | no-pager'],
      ['show config nodefault'],
    ],
  },
  complete: { minLines: 3 },
  configHostname: /^[ \t]+hostname (\S+)/m,
  facts: [
    {
      command: 'show product version',
      version: /^[ \t]*(?:Virtual Service Router|Turbo Router)[^\n]{0,20}? v?(\d+\.[\w.-]+)/m,
    },
  ],
  detect: [
    { banner: /\b6WIND\b/, score: 60 },
    { probe: 'show product version', match: /6WIND|Virtual Service Router|Turbo Router/, score: 60 },
    { sysObjectId: '1.3.6.1.4.1.7336', score: 90 },
  ],
  source: 'configuration: vendor user guide, also the Oxidized model sixwind; session: Netmiko 4.6.0',
})
