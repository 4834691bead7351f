import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** DCN switches, also sold as SNR. */
export const dcnDcnos = definePlatform({
  id: 'dcn_dcnos',
  title: 'DCN DCNOS (SNR, Yunke)',
  family: 'dcn',
  aliases: ['dcnos', 'dcn', 'snr'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  facts: [
    {
      command: 'show version',
      model: /^[ \t]*(\S+) Device, Compiled on/m,
      serial: /^[ \t]*(?:Device serial number|Serial No\.?)\s*:?\s*(\S+)/im,
      version: /^[ \t]*SoftWare (?:Package )?Version (\S+)/im,
    },
  ],
  detect: [{ probe: 'show version', match: /^[ \t]*(?:SNR|DCN|DCS|CS)-?\S* Device, Compiled on/m, score: 95 }],
  source: 'configuration: the Oxidized model dcnos; session: the same',
})
