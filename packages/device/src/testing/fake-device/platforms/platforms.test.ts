import { describe, expect, it } from 'vitest'
import type { CliSession } from '../cli.ts'
import type { FakePlatform } from '../options.ts'
import { platforms } from './index.ts'

const sessionOf = (platform: FakePlatform): CliSession => ({
  device: {
    hostname: 'box1',
    username: 'backup',
    enableSecret: undefined,
    facts: { ...platforms[platform].facts, serial: 'SERIAL1', version: '9.9.9' },
    config: '### /etc/hosts\n127.0.0.1 box1\n### /etc/resolv.conf\nnameserver 192.0.2.1\n',
    startupConfig: 'started\n',
    now: () => new Date(0),
  },
  login: 'backup',
  privileged: true,
  paging: true,
})
const textOf = (platform: FakePlatform, command: string, session = sessionOf(platform)): string =>
  platforms[platform].answer(command, session).text

it.each([
  ['cisco_ios', 'show version', /box1 uptime[\s\S]*Processor board ID SERIAL1/],
  ['juniper_junos', 'show version', /^Hostname: box1\nModel: mx204\nJunos: 9\.9\.9$/m],
  ['juniper_junos', 'show chassis hardware', /^Chassis +SERIAL1 +MX204$/m],
  ['mikrotik_routeros', '/system resource print', /version: 9\.9\.9 \(stable\)/],
  ['mikrotik_routeros', 'system routerboard print', /serial-number: SERIAL1/],
  ['mikrotik_routeros', '/system identity print', /name: box1/],
  ['frr', 'show version', /^FRRouting 9\.9\.9 \(box1\)/],
  ['linux', 'uname -a', /^Linux box1 .* GNU\/Linux\n$/],
  ['linux', 'uname -n', /^box1\n$/],
  ['linux', 'hostname', /^box1\n$/],
  ['linux', 'cat /sys/class/dmi/id/product_serial', /^SERIAL1\n$/],
  ['linux', 'cat /etc/os-release', /^VERSION_ID="9\.9\.9"$/m],
] as const)('%s tells its facts: %s', (platform, command, facts) => {
  expect(textOf(platform, command)).toMatch(facts)
})

it.each([
  ['cisco_ios', 'show startup-config', 'Using 8 out of 2097152 bytes\nstarted\n'],
  ['frr', 'show startup-config', 'started\n'],
] as const)('%s shows what it starts with', (platform, command, text) => {
  expect(textOf(platform, command)).toBe(text)
})

it.each([
  ['cisco_ios', 'show nonsense', '% Invalid input detected'],
  ['juniper_junos', 'make coffee', 'unknown command.'],
  ['juniper_junos', 'show configuration | match secret', 'syntax error.'],
  ['mikrotik_routeros', '/make coffee', 'bad command name make'],
  ['frr', 'make coffee', '% Unknown command: make coffee'],
  ['linux', 'make coffee', '-bash: make: command not found'],
  ['linux', 'cat /etc/nothing', 'cat: /etc/nothing: No such file or directory'],
] as const)('%s refuses "%s" in its own words', (platform, command, words) => {
  const answer = platforms[platform].answer(command, sessionOf(platform))
  expect(answer.text).toContain(words)
  expect(answer.status).toBeGreaterThan(0)
})

it.each(['cisco_ios', 'juniper_junos', 'mikrotik_routeros', 'frr', 'linux'] as const)(
  '%s lets go after its way to leave',
  (platform) => {
    const leave = platform === 'mikrotik_routeros' ? '/quit' : 'exit'
    expect(platforms[platform].answer(leave, sessionOf(platform)).leaves).toBe(true)
  },
)

describe('paging', () => {
  it.each([
    ['cisco_ios', 'terminal length 0'],
    ['juniper_junos', 'set cli screen-length 0'],
  ] as const)('is turned off on %s for the session', (platform, command) => {
    const session = sessionOf(platform)
    textOf(platform, command, session)
    expect(session.paging).toBe(false)
  })

  it('comes back on Cisco with a length', () => {
    const session = { ...sessionOf('cisco_ios'), paging: false }
    textOf('cisco_ios', 'terminal length 24', session)
    expect(session.paging).toBe(true)
  })
})

it('counts the bytes of the same files that it shows, and goes on after a failure only behind a semicolon', () => {
  const shown = textOf('linux', 'cat /etc/hosts')
  expect(textOf('linux', 'wc -c /etc/hosts')).toBe(`${shown.length} /etc/hosts\n`)
  expect(textOf('linux', 'cat /etc/nothing 2>/dev/null; echo done')).toBe('done\n')
  expect(textOf('linux', 'cat /etc/nothing 2>/dev/null && echo done')).toBe('')
})

it('drops privileges on Cisco when told to, and refuses the configuration then', () => {
  const session = sessionOf('cisco_ios')
  textOf('cisco_ios', 'disable', session)
  expect(platforms.cisco_ios.prompt(session)).toBe('box1>')
  expect(textOf('cisco_ios', 'show running-config', session)).toContain('% Invalid input')
})
