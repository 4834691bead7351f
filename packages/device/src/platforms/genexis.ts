import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Genexis SOLT33, an OLT: paging is a line of the configuration, so it is answered. */
export const genexisSolt33 = definePlatform({
  id: 'genexis_solt33_telnet',
  title: 'Genexis SOLT33',
  family: 'genexis',
  aliases: ['genexis_solt33', 'genexis'],
  tier: 2,
  ...ciscoKin,
  transports: ['telnet'],
  prepare: [],
  pager: [{ mark: /\.{4}press ENTER to next line, (?:CTRL_C|Q) to quit, other key to next page\.{4} ?$/i, key: ' ' }],
  artifacts: { 'running-config': [['show running-config']] },
  source:
    'configuration: public tools for OLTs with the same command line (Intelbras G16), GCOM in the Oxidized model gcombnps; session: Netmiko 4.6.0',
})
