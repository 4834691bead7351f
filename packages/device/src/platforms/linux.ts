import { definePlatform } from '../platform.ts'

/** A Linux host whose configuration is files; `wc -c` of the same files is the declared size. */
export const linux = definePlatform({
  id: 'linux',
  title: 'Linux',
  family: 'linux',
  aliases: ['linuxgeneric', 'generic_linux'],
  tier: 1,
  exec: true,
  prompt: { ends: ['$', '#', '>', '%'] },
  rejects: [/: (command )?not found$/, /^(cat|wc): .*(No such file|Permission denied)/],
  artifacts: {
    'running-config': [
      ['cat /etc/network/interfaces /etc/hosts /etc/resolv.conf /etc/snmp/snmpd.conf /etc/wireguard/wg0.conf'],
      ['cat /etc/network/interfaces /etc/hosts /etc/resolv.conf'],
      ['cat /etc/hosts /etc/resolv.conf'],
    ],
  },
  complete: { minLines: 1, exitStatusProves: true },
  facts: [
    { command: 'uname -n', hostname: /^(\S+)$/m },
    { command: 'cat /etc/os-release', model: /^PRETTY_NAME="?([^"\n]+)/m, version: /^VERSION_ID="?([^"\n]+)/m },
    { command: 'cat /sys/class/dmi/id/product_serial', serial: /^([\w.-]{3,})$/m },
  ],
  detect: [{ probe: 'uname -a', match: /^Linux /m, score: 91 }],
  source: 'configuration: the files of Debian 12; session: POSIX shell',
})
