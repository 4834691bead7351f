import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** AddPac VoIP gateways. */
export const addpacApos = definePlatform({
  id: 'addpac_apos',
  title: 'AddPac VoIP gateway',
  family: 'addpac',
  aliases: ['addpack', 'addpac'],
  tier: 2,
  ...ciscoKin,
  transports: ['telnet'],
  complete: { usualEnd: /^end$/, minLines: 3 },
  source: 'configuration: the Oxidized model addpack; session: the same',
})
