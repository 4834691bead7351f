import { definePlatform } from '../../platform.ts'
import { huaweiLike } from '../shapes/huawei-like.ts'

/** Huawei VRP 8: CloudEngine and NE routers with two-stage configuration; `[~name]` and `[*name]` are its views. */
export const huaweiVrpv8 = definePlatform({
  id: 'huawei_vrpv8',
  title: 'Huawei VRP 8',
  family: 'huawei',
  aliases: ['vrpv8', 'huawei-vrpv8'],
  tier: 1,
  ...huaweiLike,
  facts: [
    {
      command: 'display version',
      model: /^HUAWEI (\S+)(?: [^\n]*)? uptime is/im,
      version: /^VRP \(R\) software, Version (\S+(?: \([^)\n]*\))?)/im,
    },
    { command: 'display esn', serial: /ESN(?: of [^:\n]+)?\s*:\s*(\S+)/i },
  ],
  equals: ['huawei_vrp'],
  detect: [
    { ident: /^SSH-\d\.\d+-HUAWEI-/i, score: 40 },
    { prompt: /^<[^<>\s]+>$/, score: 15 },
    {
      refusal:
        /^[ \t]*Error: ?(?:Unrecognized command found|Wrong parameter found|Incomplete command found) at '\^' position/m,
      score: 30,
    },
    { probe: 'display version', match: /^VRP \(R\) software, Version (?:8|9|\d\d)\./im, score: 95 },
    { sysDescr: /VRP \(R\) software, ?Version (?:8|9|\d\d)\./i, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.2011.2', score: 60 },
  ],
  source: 'configuration: vendor command reference; session: vendor command reference, Netmiko 4.6.0',
})
