import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Extreme EXOS: the prompt counts the commands; paging is turned off for the session only, where the release can do that. */
export const extremeExos = definePlatform({
  id: 'extreme_exos',
  title: 'Extreme EXOS, Switch Engine',
  family: 'extreme',
  aliases: ['extreme', 'exos', 'xos', 'extremexos', 'extreme-exos', 'switch-engine'],
  tier: 1,
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['#', '>'], varies: [/[.:]\d+(?= [#>])/, /^\* /] },
  prepare: ['disable clipaging session', 'disable cli prompting'],
  rejects: [...anyRefusal, /^%% /, /^Error: /],
  artifacts: { 'running-config': [['show configuration'], ['show configuration detail']] },
  complete: { minLines: 5 },
  configHostname: /^configure snmp sysName "?([^"\n]*[^"\s])/m,
  facts: [
    {
      command: 'show switch',
      hostname: /^SysName:\s+(\S+)/m,
      model: /^System Type:\s+(\S+)/m,
      version: /^Primary ver:\s+(\S+)/m,
    },
    {
      command: 'show version',
      serial: /^(?:Switch|Slot-1)\s*: \S+ (\S+) Rev/m,
      version: /^Image\s*: \D*version (\S+)/m,
    },
  ],
  detect: [
    {
      banner: /^(?:ExtremeXOS|Extreme Networks Switch Engine)|^Copyright \(C\) \d{4}.{0,12} Extreme Networks/m,
      score: 60,
    },
    { prompt: /^(?:\* )?(?:Slot-\d+ )?\(?[\w.~-]+\)?\.\d+ [#>] ?$/, score: 60 },
    { refusal: /^%% (?:Invalid input|Incomplete command|Unrecognized command)/m, score: 50 },
    { probe: 'show version', match: /^Image\s*: Extreme(?:XOS| Networks)/m, score: 95 },
    { sysDescr: /^(?:ExtremeXOS|.{0,60}Switch Engine)/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.1916.2', score: 95 },
  ],
  source: 'configuration: vendor command reference, also the Oxidized model xos; session: the same, Netmiko 4.6.0',
})
