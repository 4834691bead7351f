import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Nokia SR Linux: a prompt of two lines, and a line editor that draws unless the basic one is asked for. */
export const nokiaSrl = definePlatform({
  id: 'nokia_srl',
  title: 'Nokia SR Linux',
  family: 'nokia',
  aliases: ['srl', 'srlinux', 'sr-linux', 'nokia-srl', 'nokia-sr-linux', 'nokia_srlinux'],
  tier: 1,
  prompt: { ends: ['#', '$'], above: /^--\{[^}\n]*\}--\[[^\n]*\]--$/ },
  prepare: ['environment cli-engine type basic', 'environment complete-on-space false'],
  rejects: [...anyRefusal, /^(?:Error|Parsing error|Unknown token):? /i],
  artifacts: { 'running-config': [['info from running'], ['info from running /'], ['info flat from running']] },
  complete: { structure: 'braces', minLines: 3 },
  configHostname: /^[ \t]+host-name "?([^\s"]+)/m,
  facts: [
    {
      command: 'show version',
      hostname: /^Hostname\s*: (\S+)/m,
      serial: /^Serial Number\s*: (\S+)/m,
      model: /^Chassis Type\s*: (\S+(?: \S+)*)/m,
      version: /^Software Version\s*: (\S+)/m,
    },
  ],
  detect: [
    { banner: /^--\{ .{0,40} \}--\[/m, score: 95 },
    { banner: /^Welcome to the srlinux CLI\./m, score: 95 },
    { prompt: /^[A-Z]:(?:[^\s@]+@)?[\w.-]+# ?$/, score: 20 },
    { probe: 'show version', match: /^Software Version\s+: v\d+\.\d+\.\d+/m, score: 95 },
    { sysDescr: /^SRLinux/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.6527.1.20', score: 95 },
  ],
  leave: ['quit'],
  source: 'configuration: vendor user guide; session: vendor user guide, Netmiko 4.6.0',
})
