import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fakeDevice, type FakeDevice, type Fault } from '@netraven/device/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { execCommand } from './exec.ts'
import { runAlone } from './testing/alone.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'exec-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const router = (...faults: readonly Fault[]) =>
  fakeDevice({
    platform: 'cisco_ios',
    hostname: 'edge1',
    username: 'netbackup',
    password: 'right-password',
    config: '!\nhostname edge1\n!\nend\n',
    faults,
  })

const exec = (device: FakeDevice, ...args: readonly string[]) =>
  runAlone(execCommand, [device.address, '--port', String(device.port), '--platform', 'cisco_ios', ...args], {
    homeFolder: home,
  })

describe('netraven exec', () => {
  it('prints the output of one command and nothing else', async () => {
    await using device = await router()
    const { stdout, code } = await exec(device, '--command', 'show version')
    expect({ first: stdout.split('\n')[0], code }).toEqual({ first: expect.stringContaining('Cisco IOS'), code: 0 })
  })

  it('names each command above its output where there are several, in one visit', async () => {
    await using device = await router()
    const { stdout } = await exec(device, '--command', 'show version', '--command', 'show running-config')
    expect(stdout).toMatch(/^==> show version <==\n[^]*==> show running-config <==\n[^]*hostname edge1/)
    expect(device.seen.connections).toBe(1)
  })

  it('ends with 1 where a command was refused, and prints the answers of the others', async () => {
    await using device = await router()
    const { stdout, stderr, code } = await exec(device, '--command', 'show nonsense', '--command', 'show version')
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('refused "show nonsense"') })
    expect(stdout).toContain('Cisco IOS')
  })

  it('prints one document with --json', async () => {
    await using device = await router()
    const { stdout, code } = await exec(device, '--json', '--command', 'show version', '--command', 'show nonsense')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toEqual({
      platform: 'cisco_ios',
      host: '127.0.0.1',
      elapsed_ms: expect.any(Number),
      results: [
        {
          command: 'show version',
          output: expect.stringContaining('Cisco IOS'),
          exit_status: null,
          elapsed_ms: expect.any(Number),
        },
        {
          command: 'show nonsense',
          output: '',
          exit_status: null,
          elapsed_ms: expect.any(Number),
          error: { kind: 'rejected', message: expect.any(String), details: expect.any(Object) },
        },
      ],
    })
  })

  it('makes data of answers by a template file, and says what is wrong with one before anything is dialled', async () => {
    await using device = await router()
    const template = join(home, 'version.textfsm')
    await writeFile(template, 'Value Version (\\S+?)\n\nStart\n  ^.*Version ${Version}, -> Record End\n')
    const { stdout } = await exec(device, '--json', '--parse', template, '--command', 'show version')
    expect(JSON.parse(stdout).results[0].parsed).toEqual([{ Version: expect.stringMatching(/^\d+\.\d+/) }])
    await writeFile(template, 'Value Version\n')
    const before = device.seen.connections
    await expect(exec(device, '--parse', template, '--command', 'show version')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('version.textfsm'),
    })
    expect(device.seen.connections).toBe(before)
  })

  it('tells why the device could not be reached', async () => {
    await using device = await router({ kind: 'other-host-key' })
    const { code, stdout } = await exec(
      device,
      '--json',
      '--host-key',
      `pin:SHA256:${'A'.repeat(43)}`,
      '--command',
      'show version',
    )
    expect({ code, error: JSON.parse(stdout).error.kind }).toEqual({ code: 1, error: 'host_key' })
  })

  it('wants a command', async () => {
    await using device = await router()
    await expect(exec(device)).rejects.toMatchObject({ code: 'commander.missingMandatoryOptionValue' })
  })
})
