import { definePlatform } from '../platform.ts'
import { confdLike } from './shapes/confd-like.ts'

/** Versa FlexVNF: an account lands in the shell, from where `cli` is a command line of Junos style. */
export const flexvnf = definePlatform({
  id: 'flexvnf',
  title: 'Versa FlexVNF (VOS)',
  family: 'versa',
  aliases: ['versa', 'versa_vos', 'versa-flexvnf'],
  tier: 2,
  ...confdLike,
  prompt: { ends: ['>', '%', '$', '#', ']'] },
  prepare: ['cli', 'set complete-on-space false', 'set screen length 0', 'set screen width 511'],
  artifacts: { 'running-config': [['show configuration']] },
  complete: { structure: 'braces', minLines: 3 },
  configHostname: /^[ \t]*(?:host-name|hostname|name)\s+"?([^\s";]+)"?;/m,
  detect: [
    { banner: /\bVersa FlexVNF\b|^Versa FlexVNF/m, score: 95 },
    { probe: 'show system package-info', match: /Versa FlexVNF/, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.42359', score: 90 },
  ],
  leave: ['exit', 'exit'],
  source: 'configuration: vendor command reference; session: Netmiko 4.6.0',
})
