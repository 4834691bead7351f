import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Check Point Gaia, in clish or in the expert shell. Two equal reads prove. */
export const checkpointGaia = definePlatform({
  id: 'checkpoint_gaia',
  title: 'Check Point Gaia',
  family: 'checkpoint',
  aliases: ['gaia', 'gaiaos', 'checkpoint', 'checkpoint-gaia', 'check-point-gaia'],
  tier: 1,
  prompt: { ends: ['>', '#'] },
  prepare: ['set clienv rows 0'],
  rejects: [...anyRefusal, /^CLINFR(?!0771)\d+ /, /^NMSHST?\d+ /],
  artifacts: { 'running-config': [['show configuration'], ['clish -c "show configuration"']] },
  complete: { minLines: 3 },
  configHostname: /^set hostname (\S+)/m,
  facts: [
    {
      command: 'show version all',
      version: /^Product version (?:Check Point Gaia )?(\S+)/m,
    },
    {
      command: 'show asset all',
      model: /^Model: (\S+(?: \S+)*)/m,
      serial: /^Serial Number: (\S+)/m,
    },
    {
      command: 'clish -c "show version all"',
      version: /^Product version (?:Check Point Gaia )?(\S+)/m,
    },
    {
      command: 'clish -c "show asset all"',
      model: /^Model: (\S+(?: \S+)*)/m,
      serial: /^Serial Number: (\S+)/m,
    },
    { command: 'show hostname', hostname: /^([\w.-]+)\s*$/m },
  ],
  detect: [
    { banner: /This system is for authorized use only\./, score: 15 },
    { prompt: /^\[Expert@[\w.-]+(?::\d+)?\]# ?$/, score: 90 },
    { prompt: /^[\w.-]+:(?:\d+|TACP-\d+)> $/, score: 30 },
    { refusal: /^CLINFR\d{4} /m, score: 95 },
    { probe: 'show version all', match: /^Product version Check Point Gaia/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.2620', score: 95 },
  ],
  source:
    'configuration: vendor administration guide, also the Oxidized model gaiaos; session: the same, Netmiko 4.6.0',
})
