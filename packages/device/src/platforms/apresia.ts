import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Apresia AEOS: paging is a line of the configuration, so it is answered instead of turned off. */
export const apresiaAeos = definePlatform({
  id: 'apresia_aeos',
  title: 'Apresia AEOS',
  family: 'apresia',
  aliases: ['apresia', 'aeos'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  prepare: [],
  detect: [
    { probe: 'show system', match: /Apresia/, score: 95 },
    { probe: 'show version', match: /^.{0,60}(?:Apresia|AEOS)/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.278', score: 60 },
  ],
  source: 'configuration: vendor command reference (the same command is what Netmiko looks at); session: Netmiko 4.6.0',
})
