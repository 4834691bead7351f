import { definePlatform } from '../../platform.ts'
import { huaweiLike } from '../shapes/huawei-like.ts'

/** Huawei VRP 5: switches, routers and firewalls; `return` closes the configuration. */
export const huaweiVrp = definePlatform({
  id: 'huawei_vrp',
  title: 'Huawei VRP 5',
  family: 'huawei',
  aliases: ['huawei', 'vrp', 'huawei-vrp'],
  tier: 1,
  ...huaweiLike,
  facts: [
    {
      command: 'display version',
      model: /^(?:HUAWEI|Quidway) (\S+)[^\n]* uptime is/im,
      version: /^VRP \(R\) software, Version (\S+(?: \([^)\n]*\))?)/im,
    },
    { command: 'display esn', serial: /ESN(?: of [^:\n]+)?\s*:\s*(\S+)/i },
    { command: 'display device manufacture-info', serial: /^[ \t]*\d+\s+-?\s*(\w{10,})\s+\d{4}-/m },
  ],
  detect: [
    { ident: /^SSH-\d\.\d+-HUAWEI-/i, score: 40 },
    { prompt: /^(?:HRP_[MS])?<[^<>\s]+>$/, score: 15 },
    {
      refusal:
        /^[ \t]*Error: ?(?:Unrecognized command found|Wrong parameter found|Incomplete command found) at '\^' position/m,
      score: 30,
    },
    { probe: 'display version', match: /^VRP \(R\) software, Version [3-7]\./im, score: 95 },
    { sysDescr: /VRP \(R\) software, ?Version [1-7]\./i, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.2011.2', score: 60 },
  ],
  equals: ['huawei_vrpv8'],
  source:
    'configuration: vendor command reference, also the Oxidized model vrp; session: vendor command reference, Netmiko 4.6.0',
})
