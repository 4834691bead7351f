import { definePlatform } from '../platform.ts'

/** FRRouting: vtysh as login shell or behind one, and the own vty of a daemon over Telnet, which asks for a password and
 *  shows that daemon's part. The end mark proves. */
export const frr = definePlatform({
  id: 'frr',
  title: 'FRRouting',
  family: 'frr',
  aliases: ['frrouting', 'quagga', 'vtysh'],
  tier: 1,
  transports: ['ssh', 'telnet'],
  exec: true,
  prompt: { ends: ['#', '>', '$'], modes: [/\([\w.-]+\)/] },
  enable: { command: 'enable', asks: /^Password: $/, ready: '#', denied: /^% Bad passwords/ },
  rejects: [
    /^% ?(?:\[\w+\] )?(Unknown command|Ambiguous command|Command incomplete|There is no matched command)/,
    /(command )?not found$/,
    /Permission denied/,
  ],
  artifacts: { 'running-config': [['show running-config'], ["vtysh -c 'show running-config'"]] },
  complete: { endMark: /^end$/, starts: /^(?:Building configuration\.\.\.|Current configuration:)$/m, minLines: 3 },
  configHostname: /^hostname (\S+)/m,
  facts: [
    {
      command: 'show version',
      hostname: /^FRRouting \S+ \(([^)]+)\)/m,
      version: /^FRRouting (\S+)/m,
    },
  ],
  detect: [
    { banner: /^Hello, this is (?:FRRouting|Quagga) \(version /m, score: 95 },
    { refusal: /^% Unknown command: show /m, score: 20 },
    { probe: 'show version', match: /^(?:FRRouting|Quagga) \d/m, score: 95 },
  ],
  source: 'configuration: measured on FRRouting 8.4 behind OpenSSH 9.2; session: the same',
})
