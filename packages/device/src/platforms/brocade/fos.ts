import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Brocade Fabric OS, a restricted shell: commands also run in exec channels. */
export const brocadeFos = definePlatform({
  id: 'brocade_fos',
  title: 'Brocade Fabric OS',
  family: 'brocade',
  aliases: ['fabricos', 'fos', 'fabric-os', 'brocade-fos', 'brocade-fabric-os'],
  tier: 1,
  exec: true,
  prompt: { ends: ['>', '#'] },
  pager: [{ mark: / {0,8}Type <CR>[^\n]* to continue[^\n]*$/i, key: '\r' }],
  maxSessions: 2, // of one account of the role admin
  rejects: [...anyRefusal, /^rbash: /],
  artifacts: { 'running-config': [['configShow -all'], ['configshow -all'], ['configshow']] },
  complete: { minLines: 5 },
  configHostname: /^(?:switchName|SwitchName) ?[=:] ?(\S+)/m,
  facts: [
    { command: 'version', version: /^Fabric OS:\s+v?(\S+)/m },
    { command: 'switchshow', hostname: /^switchName:\s+(\S+)/m, model: /^switchType:\s+(\S+)/m },
    { command: 'chassisshow', serial: /^(?:Chassis )?(?:Factory )?Serial Num:\s+(\S+)/m },
  ],
  detect: [
    { prompt: /^[\w.-]+:(?:FID\d+:)?[A-Za-z][\w.-]*> ?$/, score: 40 },
    { refusal: /^rbash: show: command not found/m, score: 45 },
    { probe: 'chassisShow', match: /^Chassis Factory Serial Num:/m, score: 95 },
    { probe: 'version', match: /^Fabric OS:\s+v/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.1588.2.1.1', score: 95 },
  ],
  source: 'configuration: vendor command reference, also the Oxidized model fabricos; session: the same, Netmiko 4.6.0',
})
