import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Zyxel MGS metro switches. */
export const zyxelMgs = definePlatform({
  id: 'zyxel_mgs',
  title: 'Zyxel MGS',
  family: 'zyxel',
  aliases: ['zynosmgs', 'mgs'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  inShell: { asksUser: /User ?name(?:\(1-32 chars\))?:\s*$/i, asksPassword: /Password(?:\(1-32 chars\))?:\s*$/i },
  prepare: [],
  source: 'configuration: the Oxidized model zynosmgs; session: the same',
})
