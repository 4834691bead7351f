import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** What Ciena's command lines of the older kind have in common: a star tells of a configuration that is not saved. */
const saosLike = {
  family: 'ciena',
  tier: 2,
  prompt: { ends: ['>', '#'], varies: [/\*(?=[>#])/] },
  prepare: ['system shell session set more off'],
  rejects: [...anyRefusal, /^SHELL PARSER FAILURE/],
  artifacts: { 'running-config': [['configuration show']] },
} as const

/** Ciena SAOS 6 to 8 (3900, 5100 and 8700 series). */
export const cienaSaos = definePlatform({
  id: 'ciena_saos',
  title: 'Ciena SAOS 6 and 8',
  aliases: ['saos', 'ciena-saos'],
  ...saosLike,
  transports: ['ssh', 'telnet'],
  complete: { usualEnd: /^!+ ?#* ?END OF CONFIG/, minLines: 3 },
  configHostname: /^system set host-name "?([^\s"]+)/m,
  detect: [
    { banner: /\bSAOS is True Carrier Ethernet/i, score: 95 },
    { refusal: /^SHELL PARSER FAILURE/m, score: 95 },
    { probe: 'software show', match: /\bsaos-\d/i, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.6141.1', score: 60 },
  ],
  source: 'configuration: the Oxidized model saos; session: Netmiko 4.6.0',
})

/** Ciena Waveserver: an optical transponder with the same command line. */
export const cienaWaveserver = definePlatform({
  id: 'ciena_waveserver',
  title: 'Ciena Waveserver',
  aliases: ['ciena-ws', 'waveserver'],
  ...saosLike,
  complete: { usualEnd: /^! END OF CONFIG:/, minLines: 3 },
  source: 'configuration: RANCID ciena-ws; session: Netmiko 4.6.0',
})
