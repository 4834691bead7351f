import type { OverHttp } from '../../platform.ts'
import { restconf } from './restconf.ts'

const hardware = 'GET /restconf/data/Cisco-IOS-XE-device-hardware-oper:device-hardware-data/device-hardware'

/** RESTCONF of IOS XE: the configuration as one JSON document of Cisco's native model, which the end of the document proves.
 *  Source: Programmability configuration guide of IOS XE 17, "RESTCONF protocol"; models Cisco-IOS-XE-native and
 *  Cisco-IOS-XE-device-hardware-oper; RFC 8040 section 4.8.1 (`content`). */
export const xeRestconf: OverHttp = {
  api: restconf,
  text: 'unknown',
  artifacts: {
    'running-config': [['GET /restconf/data/Cisco-IOS-XE-native:native'], ['GET /restconf/data?content=config']],
  },
  complete: { structure: 'json', starts: /"(?:ietf-restconf:data|Cisco-IOS-XE-native:native)"\s*:\s*\{\s*(?:"|$)/ },
  configHostname: /^[ \t]*"hostname": ?"([^"]+)"/m,
  facts: [
    {
      command: 'GET /restconf/data/Cisco-IOS-XE-native:native/hostname',
      hostname: /"Cisco-IOS-XE-native:hostname":\s*"([^"]+)"/,
    },
    {
      command: hardware,
      serial: /"hw-type":\s*"hw-type-chassis"[^}]{0,2000}"serial-number":\s*"([^"]+)"/,
      model: /"hw-type":\s*"hw-type-chassis"[^}]{0,2000}"part-number":\s*"([^"]+)"/,
      version: /"software-version":\s*"[^"]*Version ([^\s,"]+)/,
    },
  ],
}
