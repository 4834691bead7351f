import { describe, expect, it } from 'vitest'
import { definePlatform } from '../../platform.ts'
import { createSession } from '../../session/session.ts'
import { fakeDevice, type FakeDeviceOptions, type Fault } from '../../testing/index.ts'
import { pinned } from '../host-keys.ts'
import { connectSsh } from '../ssh.ts'

const login = { username: 'backup', password: 'right' }
const text = `# file of a switch \xff\xfe\n${'a line that is not rendered: \x1b[2K\b\ttail \n'.repeat(3000)}\n\n`

const platform = definePlatform({
  id: 'files_only',
  title: 'a device whose configuration is a file',
  family: 'files',
  tier: 2,
  exec: true,
  prompt: { ends: ['$'] },
  rejects: [],
  artifacts: { 'running-config': [[{ file: '/cfg/first.conf' }], [{ file: '/cfg/running.conf' }]] },
  complete: { exitStatusProves: true },
  source: 'a test',
})

const device = (files: FakeDeviceOptions['files'], ...faults: readonly Fault[]) =>
  fakeDevice({ platform: 'linux', hostname: 'sw1', ...login, config: '', files: files ?? {}, faults })

async function visit(there: Awaited<ReturnType<typeof device>>, budgets = {}) {
  const credential = { username: login.username, password: () => login.password }
  const hostKey = pinned([there.fingerprint])
  const transport = await connectSsh({ host: '127.0.0.1', port: there.port, credential, hostKey, budgets })
  return createSession({ transport, platform, budgets })
}
const noSftp: Fault = { kind: 'no-sftp' }

describe.each([
  ['SFTP', []],
  ['SCP', [noSftp]],
] as const)('a file over %s', (_name, faults) => {
  it('is the configuration, byte for byte but for its line ends, and proven by its size', async () => {
    await using there = await device({ '/cfg/running.conf': text.replaceAll('\n', '\r\n') }, ...faults)
    await using session = await visit(there)
    const { bytes, complete, command } = await session.getConfig('running')
    expect(bytes.toString('latin1')).toBe(text)
    expect(complete).toEqual({ proven: true, by: 'size' })
    expect(command).toBe('/cfg/running.conf')
  })

  it.each([
    [{}, /No such file|NO_SUCH|no such file/i],
    [{ '/cfg/running.conf': { refused: 'permission' } }, /permission denied/i],
    [{ '/cfg/running.conf': { refused: 'directory' } }, /failure|not a regular file/i],
  ] as const)('that the device refuses is rejected: %j', async (files, words) => {
    await using there = await device({ '/other': 'x', ...files }, ...faults)
    await using session = await visit(there)
    await expect(session.getConfig('running')).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(words),
    })
  })

  it.each([0, 1, 40_000, text.length - 1])('that is cut at byte %i is never taken for whole', async (atByte) => {
    await using there = await device({ '/cfg/running.conf': text }, ...faults, { kind: 'cut-file', atByte })
    await using session = await visit(there)
    await expect(session.getConfig('running')).rejects.toMatchObject({
      kind: 'incomplete',
      message: expect.stringContaining(`${atByte} of ${text.length} bytes came`),
    })
  })

  it('that never ends is ended', async () => {
    await using there = await device({ '/cfg/running.conf': text }, ...faults, { kind: 'endless-file' })
    await using session = await visit(there)
    await expect(session.getConfig('running')).rejects.toMatchObject({ kind: 'incomplete' })
  })

  it('that is larger than the budget ends the visit', async () => {
    await using there = await device({ '/cfg/running.conf': text }, ...faults)
    await using session = await visit(there, { outputBytes: 50_000 })
    await expect(session.getConfig('running')).rejects.toMatchObject({
      kind: 'incomplete',
      message: expect.stringContaining('over 50000 bytes'),
    })
    await expect.poll(() => there.seen.open).toBe(0)
  })

  it('is read to its end even when it is empty', async () => {
    await using there = await device({ '/cfg/running.conf': '' }, ...faults)
    await using session = await visit(there)
    expect((await session.getConfig('running')).complete.proven).toBe(false)
  })
})

it('a path that a shell would understand is never given to one', async () => {
  await using there = await device({ 'a;reboot': 'x' }, noSftp)
  const credential = { username: login.username, password: () => login.password }
  const transport = await connectSsh({
    host: '127.0.0.1',
    port: there.port,
    credential,
    hostKey: pinned([there.fingerprint]),
  })
  for (const path of ['a;reboot', '$(reboot)', '-oProxyCommand=x', 'a b', 'a\nb', '', '`x`', 'a|b', 'a*'])
    await expect(transport.readFile?.(path)).rejects.toMatchObject({ kind: 'unsupported' })
  expect(there.seen.commands).toEqual([])
  await transport.close()
})

it('a device without SFTP and SCP hands out no files', async () => {
  await using there = await fakeDevice({ platform: 'cisco_ios', hostname: 'sw1', ...login, config: '!\nend\n' })
  const credential = { username: login.username, password: () => login.password }
  const hostKey = pinned([there.fingerprint])
  const transport = await connectSsh({ host: '127.0.0.1', port: there.port, credential, hostKey })
  expect(await transport.readFile?.('nvram:startup-config')).toBeUndefined()
  await transport.close()
})
