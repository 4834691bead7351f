import { definePlatform } from '../platform.ts'

/** Eaton network cards print their configuration as one line of JSON, its secrets encrypted by a passphrase. */
export const eatonNetwork = definePlatform({
  id: 'eaton_network',
  title: 'Eaton Network-M2 and M3',
  family: 'eaton',
  aliases: ['eatonnetwork', 'eaton'],
  tier: 1,
  exec: true,
  prompt: { ends: ['>', '#', '$'] },
  rejects: [/: not found$/, /^(?:usage|error):/i],
  artifacts: { 'running-config': [['save_configuration -p {secret}']] },
  complete: { structure: 'json' },
  configHostname: /"hostname":"([^"]+)"/,
  facts: [{ command: 'get_release_info', version: /^\s*(?:version|firmware)\S*\s*[:=]\s*(\S+)/im }],
  leave: ['logout'],
  source: 'configuration: vendor manual of the card, a recorded session of a Network-M3; session: the same',
})
