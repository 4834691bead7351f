import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Raisecom ROAP and ROS: some versions let everybody in over SSH and ask `Login:` in the shell. */
export const raisecomRoap = definePlatform({
  id: 'raisecom_roap',
  title: 'Raisecom ROAP and ROS',
  family: 'raisecom',
  aliases: ['raisecom_telnet', 'raisecom', 'raisecom-roap'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  login: 'in-shell',
  prepare: ['terminal page-break disable'],
  rejects: [
    ...ciscoKin.rejects,
    /^% "[^"\n]{1,200}" +Unknown command/i,
    /^Error input in the position/i,
    /^% You Need higher priority/i,
  ],
  detect: [
    { probe: 'show version', match: /^(?:ROAP|ROS) Version|Raisecom/im, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.8886', score: 95 },
  ],
  source: 'configuration: the Oxidized model raisecom; session: Netmiko 4.6.0, refusals NOC Raisecom.ROS',
})
