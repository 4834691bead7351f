import { expect, it } from 'vitest'
import { fakeDevice } from './fake-device.ts'
import type { FakeDeviceOptions, FakePlatform } from './options.ts'
import { exec, logIn, openShell } from './plain-client.ts'

const vlans = Array.from({ length: 60 }, (_, n) => `vlan ${n + 2}\n`).join('')
const configs: Record<FakePlatform, string> = {
  cisco_ios: `!\nversion 17.9\nhostname sw1\n!\n${vlans}!\nend\n`,
  juniper_junos: `## Last commit: 2026-11-20 10:00:00 UTC by root\nsystem {\n    host-name sw1;\n}\n`,
  mikrotik_routeros: '/ppp secret\nadd name=a password=hush\n/system identity\nset name=sw1\n',
  linux:
    '### /etc/network/interfaces\nauto lo\n### /etc/hosts\n127.0.0.1 sw1\n### /etc/resolv.conf\nnameserver 192.0.2.1\n',
  frr: '!\nfrr version 8.4.4\nhostname sw1\n!\nend\n',
}
const prompts: Record<FakePlatform, string> = {
  cisco_ios: 'sw1#',
  juniper_junos: 'backup@sw1> ',
  mikrotik_routeros: '[backup@sw1] > ',
  linux: 'backup@sw1:~$ ',
  frr: 'sw1# ',
}
const like = (platform: FakePlatform, more: Partial<FakeDeviceOptions> = {}): FakeDeviceOptions => ({
  platform,
  hostname: 'sw1',
  username: 'backup',
  password: 'right',
  config: configs[platform],
  now: () => new Date('2026-11-20T10:00:00Z'),
  ...more,
})
const crlf = (text: string): string => text.replaceAll('\n', '\r\n')

it('shows the configuration of a Cisco switch with its true size', async () => {
  await using device = await fakeDevice(like('cisco_ios'))
  await using shell = await openShell(device)
  await shell.until('sw1#')
  shell.type('terminal length 0\n')
  await shell.until('sw1#')
  shell.type('show running-config\n')
  const answer = `Building configuration...\n\nCurrent configuration : ${configs.cisco_ios.length} bytes\n${configs.cisco_ios}`
  expect(await shell.until('sw1#')).toBe(`show running-config\r\n${crlf(`${answer}\n`)}sw1#`)
  expect(device.seen.lastConfigSent.toString()).toBe(answer)
  expect(device.configAnswer().toString()).toBe(answer)
  expect(device.seen.commands).toEqual(['terminal length 0', 'show running-config'])
})

it.each([
  ['juniper_junos', 'show configuration | display omit | no-more', configs.juniper_junos],
  [
    'mikrotik_routeros',
    '/export show-sensitive',
    `# 2026-11-20 10:00:00 by RouterOS 7.18.2\n# software id = QMLS-64F2\n#\n# model = RB5009UPr+S+\n# serial number = HFE09ABC123\n${configs.mikrotik_routeros}`,
  ],
  ['linux', 'cat /etc/network/interfaces /etc/hosts', 'auto lo\n127.0.0.1 sw1\n'],
  ['frr', 'show running-config', `Building configuration...\n\nCurrent configuration:\n${configs.frr}`],
] as const)(
  'answers %s over an exec channel with LF line ends and an exit status',
  async (platform, command, answer) => {
    await using device = await fakeDevice(like(platform))
    await using shell = await openShell(device)
    expect(await shell.exec(command)).toEqual({ output: answer, status: 0 })
    expect(device.seen.lastConfigSent.toString()).toBe(answer)
    expect((await shell.exec('make coffee')).status).not.toBe(0)
  },
)

it.each(['juniper_junos', 'linux', 'frr'] as const)('answers %s in a shell with CR LF line ends', async (platform) => {
  await using device = await fakeDevice(like(platform))
  await using shell = await openShell(device)
  await shell.until(prompts[platform])
  const command = { juniper_junos: 'show configuration', linux: 'cat /etc/hosts', frr: 'show running-config' }[platform]
  shell.type(`${command}\r`)
  const output = await shell.until(prompts[platform])
  expect(output).toContain(crlf(device.seen.lastConfigSent.toString()))
  expect(device.seen.configReads).toBe(1)
})

it('leaves colours and questions to the terminal out for a RouterOS login with the suffix +ct', async () => {
  await using device = await fakeDevice(like('mikrotik_routeros'))
  await using plain = await openShell(device, { username: 'backup+ct511w4098h' })
  expect(await plain.until('[backup@sw1] > ')).not.toContain('\x1b')
  await using coloured = await openShell(device)
  expect(await coloured.until('] > ')).toContain('\x1b[6n')
})

it('keeps secrets out of a RouterOS export that was not asked for them', async () => {
  await using device = await fakeDevice(like('mikrotik_routeros'))
  await using shell = await openShell(device)
  expect((await shell.exec('/export')).output).not.toContain('hush')
})

it('asks for the enable secret and stays unprivileged when it is wrong', async () => {
  await using device = await fakeDevice(like('cisco_ios', { enableSecret: 'top' }))
  await using shell = await openShell(device)
  await shell.until('sw1>')
  shell.type('show running-config\n')
  expect(await shell.until('sw1>')).toContain("% Invalid input detected at '^' marker.")
  shell.type('enable\n')
  await shell.until('Password: ')
  shell.type('wrong\n')
  await shell.until('Password: ')
  shell.type('top\n')
  expect(await shell.until('sw1#')).not.toContain('top')
})

it('halts a long listing and takes the mark away again by backspaces', async () => {
  await using device = await fakeDevice(like('cisco_ios', { pageLines: 24 }))
  await using shell = await openShell(device)
  await shell.until('sw1#')
  shell.type('show running-config\n')
  const first = await shell.until(' --More-- ')
  expect(first.split('\r\n')).toHaveLength(25) // the echo and 23 lines
  shell.type(' ')
  expect(await shell.until(' --More-- ')).toMatch(/^\x08{9} {8}\x08{9}vlan/)
  shell.type('q')
  await shell.until('sw1#')
})

it('takes what was typed before the prompt, with CR LF, backspaces and a killed line', async () => {
  await using device = await fakeDevice(like('cisco_ios'))
  await using shell = await openShell(device)
  shell.type('nonsense\x15show verx\x7fsion\r\nexit\r\n')
  await shell.until('exit\r\n')
  expect(device.seen.commands).toEqual(['show version', 'exit'])
})

it('shows the next configuration that is set', async () => {
  await using device = await fakeDevice(like('frr'))
  device.config = configs.frr.replace('sw1', 'sw2')
  const client = await logIn(device)
  expect((await exec(client, "vtysh -c 'show running-config'")).output).toContain('hostname sw2')
  client.end()
})

it('refuses a wrong password and counts it', async () => {
  await using device = await fakeDevice(like('cisco_ios'))
  await expect(logIn(device, { password: 'wrong' })).rejects.toThrow('authentication')
  expect(device.seen).toMatchObject({ connections: 1, passwords: 1 })
})

it('takes the password by keyboard-interactive', async () => {
  await using device = await fakeDevice(like('cisco_ios', { auth: ['keyboard-interactive'] }))
  const client = await logIn(device, { tryKeyboard: true, onKeyboard: 'right' })
  client.end()
  expect(device.seen.passwords).toBe(1)
})

it('keeps its host key over a restart when it is given', async () => {
  await using first = await fakeDevice(like('frr'))
  await using second = await fakeDevice(like('frr', { hostKeys: first.hostKeys }))
  expect(second.fingerprint).toBe(first.fingerprint)
  expect(first.fingerprint).toMatch(/^SHA256:[\w+/]{43}$/)
})
