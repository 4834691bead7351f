import { definePlatform } from '../../platform.ts'
import { vyattaLike } from '../shapes/vyatta-like.ts'

/** Ubiquiti EdgeOS: Vyatta's command line. */
export const ubiquitiEdgerouter = definePlatform({
  id: 'ubiquiti_edgerouter',
  title: 'Ubiquiti EdgeRouter (EdgeOS)',
  family: 'ubiquiti',
  aliases: ['edgeos', 'edgerouter', 'ubiquiti-edgeos', 'ubiquiti-edgerouter'],
  tier: 1,
  ...vyattaLike,
  prepare: ['terminal length 0', 'terminal width 512'],
  facts: [
    {
      command: 'show version',
      serial: /^HW S\/N:\s+(\S+)/m,
      model: /^HW model:\s+(\S+(?: \S+)*)/m,
      version: /^Version:\s+v?(\S+)/m,
    },
  ],
  equals: ['vyos'],
  detect: [
    { banner: /^Welcome to EdgeOS/m, score: 95 },
    { prompt: /^[^\s@]+@[\w.-]+:~\$ ?$/, score: 10 },
    { refusal: /^-?vbash: /m, score: 40 },
    { probe: 'show version', match: /^HW model:\s+(?:EdgeRouter|UniFi-?Gateway|USG)/im, score: 95 },
    { probe: 'show version', match: /^Build ID:\s+\d{5,}/m, score: 30 },
    { probe: 'show version | no-more', match: /^HW model:\s+EdgeRouter/m, score: 95 },
    { sysDescr: /^EdgeOS /m, score: 95 },
  ],
  source: 'configuration: vendor user guide, also the Oxidized model edgeos; session: the same, Netmiko 4.6.0',
})
