import { expect, it } from 'vitest'
import { openSession } from '../open-session.ts'
import type { Platform } from '../platform.ts'
import { findPlatform } from '../registry.ts'
import { fakeDevice, type FakeDevice, type FakeDeviceOptions } from '../testing/index.ts'
import { tofu } from '../transports/host-keys.ts'

const login = { username: 'netbackup', password: 'right-password' }
const ios = findPlatform('cisco_ios') as Platform

const device = (options: Partial<FakeDeviceOptions>) =>
  fakeDevice({ platform: 'cisco_ios', hostname: 'sw1', ...login, config: '!\nhostname sw1\n!\nend\n', ...options })

const visit = (there: FakeDevice, platform: Platform, password = login.password) =>
  openSession({
    host: there.address,
    port: there.port,
    platform,
    credential: { username: login.username, password: () => password },
    hostKey: tofu({ find: async () => [], add: async () => undefined }),
  })

it.each([
  ['lets everybody in and asks in the shell', { auth: ['none'], questions: {} }, { ...ios, login: 'in-shell' }, 1],
  ['asks twice, as some controllers do', { questions: {} }, { ...ios, inShell: { asksUser: /^User:$/ } }, 2],
  ['could ask, and does not', {}, { ...ios, inShell: { asksUser: /^User:$/ } }, 1],
  ['should ask, and wants the password before', {}, { ...ios, login: 'in-shell' }, 1],
] as const)('reads a device that %s over SSH', async (_name, options, platform, passwords) => {
  await using there = await device(options)
  await using session = await visit(there, platform)
  expect((await session.getConfig()).bytes).toEqual(there.configAnswer())
  expect(there.seen.passwords).toBe(passwords)
})

it('ends as auth where the shell refuses the password, which is typed once', async () => {
  await using there = await device({ auth: ['none'], questions: {} })
  const error = await visit(there, { ...ios, login: 'in-shell' }, 'wr0ng-password').catch((reason: unknown) => reason)
  expect(error).toMatchObject({ kind: 'auth', details: { phase: 'auth', host: there.address } })
  expect(JSON.stringify(error)).not.toContain('wr0ng')
  expect(there.seen.passwords).toBe(1)
})
