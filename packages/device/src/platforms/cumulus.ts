import { definePlatform } from '../platform.ts'

/** Cumulus Linux: NVUE where there is one, else the files that its tools read. Root is needed for the routing files. */
export const cumulusLinux = definePlatform({
  id: 'cumulus_linux',
  title: 'NVIDIA Cumulus Linux',
  family: 'cumulus',
  aliases: ['cumulus', 'cumulus-linux'],
  tier: 1,
  prompt: { ends: ['$', '#'], modes: [] },
  enable: { command: 'sudo su -', asks: /\[sudo\] password for [^:]+:\s*$/i, ready: '#', denied: /^Sorry, try again/ },
  rejects: [/: (?:command )?not found$/, /^cat: .*(?:No such file|Permission denied)/, /^Error: (?:Invalid|Unable)/i],
  artifacts: {
    'running-config': [
      ['nv config show --color off'],
      ['nv config show'],
      ['cat /etc/network/interfaces', 'cat /etc/frr/frr.conf'],
      ['cat /etc/frr/frr.conf'],
    ],
  },
  complete: { minLines: 3 },
  facts: [
    { command: 'cat /etc/hostname', hostname: /^(\S+)$/m },
    { command: 'cat /etc/os-release', version: /^VERSION_ID="?([^"\n]+)/m },
    { command: 'decode-syseeprom', model: /^Product Name\s.*?(\S+)\s*$/m, serial: /^Serial Number\s.*?(\S+)\s*$/m },
  ],
  detect: [
    { banner: /^(?:Welcome to (?:NVIDIA )?Cumulus|NVIDIA Cumulus Linux)/m, score: 95 },
    { prompt: /^\S+@[\w.-]+:mgmt:/, score: 40 },
    { probe: 'cat /etc/os-release', match: /^(?:NAME|ID)="?cumulus/im, score: 99 },
    { probe: 'uname -a', match: /^Linux .{0,120}(?:-cl-|\+cl\d)/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.40310', score: 95 },
  ],
  text: 'cumulus_linux',
  source: 'configuration: vendor manual, a recorded session of Cumulus VX 5.4; session: the same',
})
