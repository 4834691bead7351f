import { definePlatform } from '../../platform.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** Firepower Threat Defense: no privileged mode, no way to turn paging off, the prompt is a bare `> `. */
export const ciscoFtd = definePlatform({
  id: 'cisco_ftd',
  title: 'Cisco Firepower Threat Defense',
  family: 'cisco',
  aliases: ['firelinuxos', 'ftd', 'cisco-ftd'],
  tier: 1,
  prompt: { ends: ['>', '#', '$'] },
  rejects: [...ciscoLike.rejects, /^Syntax error: /, /^\s*ERROR: /],
  artifacts: { 'running-config': [['show running-config all'], ['show running-config']] },
  complete: { endMark: /^: end$/, minLines: 5 },
  configHostname: ciscoLike.configHostname,
  facts: [
    {
      command: 'show version system',
      hostname: /^(\S+) up \d/m,
      model: /^Model\s*: (.*?) (?:\(\d+\) )?Version/m,
      serial: /^Serial Number: (\S+)/m,
      version: /^Model\s*:.* Version (\S+)/m,
    },
  ],
  detect: [
    { banner: /^Cisco (?:Firepower|Secure Firewall)\b[^\n]{0,80}Threat Defense/m, score: 95 },
    { banner: /^Cisco Fire ?(?:Linux OS|power Extensible Operating System)/m, score: 40 },
    { prompt: /^> $/, score: 20 },
    {
      probe: 'show version system',
      match: /^Model\s+: Cisco (?:Firepower|Secure Firewall)[^\n]{0,80}Threat Defense/m,
      score: 95,
    },
    {
      probe: 'show version',
      match: /^Model\s+: Cisco (?:Firepower|Secure Firewall)[^\n]{0,80}Threat Defense/m,
      score: 95,
    },
    { sysDescr: /Cisco (?:Firepower|Secure Firewall)[^\n]{0,80}Threat Defense/, score: 95 },
  ],
  source: 'configuration: vendor command reference, a recorded session of FTD 7.4; session: the same, Netmiko 4.6.0',
})
