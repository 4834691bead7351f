import { expect, it } from 'vitest'
import { fakeDevice } from './fake-device.ts'
import { openShell } from './plain-client.ts'

const config = `!\nversion 17.9\nhostname sw1\n!\n${Array.from({ length: 60 }, (_, n) => `vlan ${n + 2}\n`).join('')}!\nend\n`
const cisco = { platform: 'cisco_ios', hostname: 'sw1', username: 'backup', password: 'right', config } as const

it('shows the configuration of a Cisco switch with its true size', async () => {
  await using device = await fakeDevice(cisco)
  await using shell = await openShell(device)
  await shell.until('sw1#')
  shell.type('terminal length 0\n')
  await shell.until('sw1#')
  shell.type('show running-config\n')
  const answer = `Building configuration...\n\nCurrent configuration : ${config.length} bytes\n${config}`
  expect(await shell.until('sw1#')).toBe(`show running-config\r\n${`${answer}\n`.replaceAll('\n', '\r\n')}sw1#`)
  expect(device.seen.lastConfigSent.toString()).toBe(answer)
  expect(device.configAnswer().toString()).toBe(answer)
  expect(device.seen.commands).toEqual(['terminal length 0', 'show running-config'])
})
