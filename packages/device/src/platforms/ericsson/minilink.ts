import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** MINI-LINK nodes let the SSH user `cli` in without a password, and ask who is there in the shell. One person at a time. */
const miniLink = {
  family: 'ericsson',
  tier: 2,
  login: 'in-shell',
  inShell: { sshUser: 'cli', denied: /\bbusy\b/i },
  prompt: { ends: ['#', '>'], modes: [/\([\w./-]+\)/] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['show running-config']] },
  complete: { minLines: 3 },
  configHostname: /^hostname "?([^\s"]+)/m,
  maxSessions: 1,
} as const

/** Ericsson MINI-LINK 6600. */
export const ericssonMltn66 = definePlatform({
  id: 'ericsson_mltn66',
  title: 'Ericsson MINI-LINK 6600',
  aliases: ['ml66', 'minilink6600'],
  ...miniLink,
  source: 'configuration: the Oxidized model ml66, also NOC Ericsson.MINI_LINK; session: Netmiko 4.6.0',
})

/** Ericsson MINI-LINK 6300. */
export const ericssonMltn63 = definePlatform({
  id: 'ericsson_mltn63',
  title: 'Ericsson MINI-LINK 6300',
  aliases: ['minilink6300'],
  ...miniLink,
  leave: ['quit'],
  source:
    'configuration: NOC Ericsson.MINI_LINK, also the Oxidized model ml66 of the sister series; session: Netmiko 4.6.0',
})
