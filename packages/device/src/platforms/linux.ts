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
  detect: [
    { prompt: /^[\w.-]+@[\w.-]+:[^\s:]*[$#] $/, score: 20 },
    {
      refusal:
        /^-?(?:ba|da|a|k|z)?sh: (?:\d+: )?(?:show\b[^:\n]{0,40}: (?:command )?not found|command not found: show)/m,
      score: 25,
    },
    { probe: 'uname -a', match: /^Linux (?!.{0,200}(?:-cl-|\+cl\d|OpenWrt|UBNT|EdgeOS))/m, score: 60 },
    {
      // what runs on Linux without being one more server has an ID of its own
      probe: 'cat /etc/os-release',
      match:
        /^ID="?(?:debian|ubuntu|raspbian|devuan|kali|linuxmint|rhel|centos|fedora|rocky|almalinux|ol|amzn|opensuse[\w-]*|sles|suse|arch|alpine|gentoo|photon|void)"?$/m,
      score: 40,
    },
    { sysObjectId: '1.3.6.1.4.1.8072.3.2.10', score: 60 },
  ],
  source: 'configuration: the files of Debian 12; session: POSIX shell',
})
