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
  complete: { structure: 'json', starts: /"features"\s*:\s*\{\s*(?:"|$)/ },
  configHostname: /"hostname":"([^"]+)"/,
  facts: [{ command: 'get_release_info', version: /^[ \t]*(?:version|firmware)\S*\s*[:=]\s*(\S+)/im }],
  leave: ['logout'],
  detect: [
    { prompt: /@eaton\S*> $/i, score: 55 },
    { refusal: /^sh: show\b[^:\n]{0,40}: not found$/m, score: 40 },
    { probe: 'get release info', match: /^(?:firmware|version)\b.{0,40}\d+\.\d+\.\d+/im, score: 60 },
    { sysObjectId: '1.3.6.1.4.1.534', score: 90 },
  ],
  source: 'configuration: vendor manual of the card, a recorded session of a Network-M3; session: the same',
})
