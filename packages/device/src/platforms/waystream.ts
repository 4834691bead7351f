import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Waystream (PacketFront) iBOS. */
export const waystreamIbos = definePlatform({
  id: 'waystream_ibos',
  title: 'Waystream iBOS',
  family: 'waystream',
  aliases: ['ibos', 'packetfront', 'waystream'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  prepare: ['terminal no pager', 'terminal width 65535'],
  source: 'configuration: the Oxidized model ibos; session: the same',
})
