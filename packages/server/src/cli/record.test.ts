import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPlatform, type Transcript } from '@netraven/device'
import { createSession, fakeDevice, replayTranscript, type FakeDevice, type Fault } from '@netraven/device/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordCommand } from './record.ts'
import { runAlone } from './testing/alone.ts'

const planted = ['right-password', 'enable-Secret1', 'plantedCommunity1']
let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'record-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const router = (...faults: readonly Fault[]) =>
  fakeDevice({
    platform: 'cisco_ios',
    hostname: 'edge1',
    username: 'netbackup',
    password: 'right-password',
    enableSecret: 'enable-Secret1',
    config: '!\nhostname edge1\nsnmp-server community plantedCommunity1 RO\n!\nend\n',
    faults,
  })

const record = (device: FakeDevice, ...args: readonly string[]) =>
  runAlone(
    recordCommand,
    [
      device.address,
      '--port',
      String(device.port),
      '--platform',
      'cisco_ios',
      '--output',
      join(home, 'it.json'),
      ...args,
    ],
    {
      homeFolder: home,
      environment: { NETRAVEN_PASSWORD: 'right-password', NETRAVEN_ENABLE_PASSWORD: 'enable-Secret1' },
    },
  )
const written = async (): Promise<Transcript> => JSON.parse(await readFile(join(home, 'it.json'), 'utf8')) as Transcript

describe('netraven record', () => {
  it('writes a session down that plays back to the same text, without its secrets', async () => {
    await using device = await router()
    expect((await record(device, '--command', 'show clock')).code).toBe(0)
    expect((await stat(join(home, 'it.json'))).mode & 0o777).toBe(0o600)
    const transcript = await written()
    expect(planted.filter((secret) => JSON.stringify(transcript).includes(secret))).toEqual([])
    const platform = findPlatform(transcript.platform)
    if (!platform) throw new Error('the transcript names no platform')
    await using session = await createSession({
      transport: replayTranscript(transcript),
      platform,
      enableSecret: () => 'any',
    })
    expect(await session.getConfig()).toMatchObject({ text: transcript.expected, complete: { proven: true } })
  })

  it('writes a visit down that failed, too', async () => {
    await using device = await router({ kind: 'cut-config', atByte: 60, ending: 'closed', reads: 'every' })
    expect(await record(device)).toMatchObject({ code: 1, stderr: expect.stringContaining('closed') })
    const transcript = await written()
    expect(JSON.stringify(transcript)).toContain('show running-config')
    expect(transcript).not.toHaveProperty('expected')
    expect(planted.filter((secret) => JSON.stringify(transcript).includes(secret))).toEqual([])
  })

  it('leaves no file behind where there was no session', async () => {
    await using device = await router({ kind: 'other-host-key' })
    expect((await record(device, '--host-key', `pin:SHA256:${'A'.repeat(43)}`)).code).toBe(1)
    expect(await readdir(home)).toEqual([])
  })

  it('overwrites nothing', async () => {
    await using device = await router()
    await record(device)
    const before = await written()
    await expect(record(device)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('is there already'),
    })
    expect(await written()).toEqual(before)
  })
})
