import { definePlatform } from '../../platform.ts'
import { shellLike } from '../shapes/shell-like.ts'

/** SONiC as the community and Edgecore build it: the shell of Linux, the configuration as one JSON document. */
export const edgecoreSonic = definePlatform({
  id: 'edgecore_sonic',
  title: 'SONiC (Edgecore, community)',
  family: 'sonic',
  aliases: ['sonic', 'edgecore-sonic'],
  tier: 2,
  ...shellLike,
  rejects: [...shellLike.rejects, /^Error: No such command/, /^Usage: show /],
  artifacts: {
    'running-config': [['show runningconfiguration all'], ['sudo -n sonic-cfggen -d --print-data']],
    'startup-config': [['cat /etc/sonic/config_db.json']],
  },
  complete: { structure: 'json', minLines: 3 },
  configHostname: /^[ \t]+"hostname": "([^"]+)"/m,
  facts: [
    {
      command: 'show version',
      model: /^HwSKU: (\S+)/m,
      serial: /^Serial Number: (\S+)/m,
      version: /^SONiC Software Version: SONiC\.(\S+)/m,
    },
  ],
  detect: [
    { probe: 'show version', match: /^SONiC Software Version: SONiC\.(?![^\n]*(?:AsterNOS|Enterprise_))/m, score: 95 },
  ],
  source: 'configuration: SONiC command reference; session: Netmiko 4.6.0 facts',
})
