import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** Extreme VSP with VOSS or Fabric Engine, once Avaya: `enable` without a secret, slot number in the prompt. */
export const extremeVsp = definePlatform({
  id: 'extreme_vsp',
  title: 'Extreme VOSS, Fabric Engine (VSP)',
  family: 'extreme',
  aliases: ['avaya_vsp', 'voss', 'vsp', 'extreme-vsp', 'extreme-voss', 'fabric-engine'],
  tier: 1,
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  inShell: { asksUser: /Login:\s*$/i, asksPassword: /Password:\s*$/i },
  prepare: ['terminal more disable'],
  pager: [{ mark: / {0,8}--More-- \(q ?= ?quit\)\s*$/i, key: ' ' }],
  rejects: [...anyRefusal, ...ciscoLike.rejects],
  artifacts: {
    'running-config': [['show running-config'], ['more config.cfg']],
    'startup-config': [['more /intflash/config.cfg'], ['more config.cfg']],
  },
  configHostname: /^(?:snmp-server name|prompt) "?([^"\n]*[^"\s])/m,
  facts: [
    {
      command: 'show sys-info',
      hostname: /^[ \t]*SysName\s*: (\S+)/m,
      serial: /^[ \t]*Serial#\s*: (\S+)/m,
      model: /^[ \t]*(?:ModelName|Chassis)\s*: (\S+)/m,
      version: /^[ \t]*SysDescr\s*: [^\n(]*\(v?([\w.]+)\)/m,
    },
  ],
  detect: [
    {
      banner: /^Copyright\(c\) .{0,30}Extreme Networks|Fabric Engine|^\*.{0,30}VSP Operating System Software/m,
      score: 30,
    },
    { prompt: /^[\w.-]+:\d{1,2}[#>]$/, score: 90 },
    { probe: 'show sys-info', match: /^[ \t]*SysDescr\s*: (?:VSP|XA|\d{4})/m, score: 95 },
    { sysDescr: /^VSP-|VOSS|Fabric Engine/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.2272', score: 95 },
  ],
  source:
    'configuration: vendor CLI commands reference, also the Oxidized model voss; session: the same, Netmiko 4.6.0',
})
