import { definePlatform } from '../platform.ts'
import { shellLike } from './shapes/shell-like.ts'

/** OpenBSD: the files of network and packet filter, one after the other. */
export const openbsd = definePlatform({
  id: 'openbsd',
  title: 'OpenBSD',
  family: 'openbsd',
  aliases: ['openbsd-pf'],
  tier: 2,
  ...shellLike,
  artifacts: {
    'running-config': [
      ['tail -n +1 /etc/myname /etc/hosts /etc/resolv.conf /etc/ntp.conf /etc/pf.conf /etc/hostname.*'],
      [
        'cat /etc/myname',
        'cat /etc/resolv.conf',
        'cat /etc/ntp.conf',
        'cat /etc/pf.conf',
        'cat /etc/hosts',
        'tail -n +1 /etc/hostname.*',
      ],
    ],
  },
  complete: { minLines: 3 },
  facts: [
    { command: 'uname -n', hostname: /^(\S+)$/m },
    { command: 'uname -r', version: /^(\d\S+)$/m },
    { command: 'sysctl -n hw.serialno', serial: /^([\w.-]{3,})$/m },
    { command: 'sysctl -n hw.product', model: /^(\S[^\n]*)$/m },
  ],
  detect: [{ probe: 'uname -a', match: /^OpenBSD /m, score: 95 }],
  source:
    'configuration: the files of hostname.if(5) and pf.conf(5), also the Oxidized model openbsd; session: POSIX shell',
})
