import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Enterprise SONiC by Dell: an account lands in the shell, from where `sonic-cli` is a command line of Cisco's kind. */
export const dellSonic = definePlatform({
  id: 'dell_sonic',
  title: 'Dell Enterprise SONiC',
  family: 'dell',
  aliases: ['enterprise_sonic', 'enterprisesonic', 'dell-sonic'],
  tier: 2,
  prompt: { ends: ['#', '$'], modes: [/\([\w./-]+\)/] },
  prepare: ['sonic-cli', 'terminal length 0'],
  rejects: [...anyRefusal, /^% ?Error: /, /: command not found$/],
  artifacts: { 'running-config': [['show running-configuration']] },
  complete: { minLines: 3 },
  configHostname: /^hostname "?([^\s"]+)/m,
  facts: [
    {
      command: 'show version',
      model: /^HwSKU\s*: (\S+)/m,
      serial: /^Serial Number\s*: (\S+)/m,
      version: /^(?:SONiC )?Software Version\s*: "?([^\s"]+)/m,
    },
  ],
  detect: [
    { probe: 'show version', match: /Enterprise SONiC Distribution|Enterprise_(?:Standard|Premium|Base)/, score: 99 },
  ],
  leave: ['exit', 'exit'],
  source: 'configuration: vendor user guide, also the Oxidized model enterprise_sonic; session: Netmiko 4.6.0',
})
