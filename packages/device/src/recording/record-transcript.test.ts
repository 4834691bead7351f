import { describe, expect, it } from 'vitest'
import { findPlatform } from '../registry.ts'
import { createSession } from '../session/session.ts'
import type { Platform } from '../platform.ts'
import { tofu } from '../transports/host-keys.ts'
import { connectSsh } from '../transports/ssh.ts'
import { connectTelnet } from '../transports/telnet/telnet.ts'
import type { ByteChannel, Transport } from '../transports/transport.ts'
import { fakeDevice } from '../testing/fake-device/fake-device.ts'
import { recordTranscript } from './record-transcript.ts'
import { replayTranscript } from '../testing/replay-transcript.ts'
import type { Transcript } from './transcript.ts'

const password = 'login-Password1'
const community = 'plantedCommunity1'
const configs = {
  cisco_ios: `!\nhostname sw1\nsnmp-server community ${community} RO\nusername a password 0 ${password}\n!\nend\n`,
  frr: `!\nhostname sw1\nrouter bgp 65001\n neighbor 192.0.2.1 password ${community}\n!\npassword ${password}\n!\nend\n`,
}

async function record(platform: Platform): Promise<{ transcript: Transcript; expected: string }> {
  const known = platform.id === 'frr' ? 'frr' : 'cisco_ios'
  await using device = await fakeDevice({
    platform: known,
    hostname: 'sw1',
    username: 'netbackup',
    password,
    config: configs[known],
  })
  const transport = await connectSsh({
    host: device.address,
    port: device.port,
    credential: { username: 'netbackup', password: () => password },
    hostKey: tofu({ find: async () => [], add: async () => undefined }),
  })
  const recording = recordTranscript(transport, { platform: platform.text, secrets: [password] })
  await using session = await createSession({ transport: recording.transport, platform })
  const { text } = await session.getConfig()
  expect(text).toContain(community)
  return { transcript: recording.transcript(), expected: recording.mask(text) }
}

it.each(['cisco_ios', 'frr'])('a visit to %s is written down without its secrets, and plays back', async (id) => {
  const platform = findPlatform(id) as Platform
  const { transcript, expected } = await record(platform)
  expect(JSON.stringify(transcript)).not.toMatch(new RegExp(`${community}|${password}`))
  expect(transcript.channels.map(({ command }) => command)).toEqual(
    id === 'frr' ? ['show running-config'] : [undefined],
  )
  await using session = await createSession({ transport: replayTranscript(transcript), platform })
  expect(await session.getConfig()).toMatchObject({ text: expected, complete: { proven: true, by: 'end-mark' } })
})

it('a visit over Telnet is written down with its login, without the password, and plays back', async () => {
  const platform = findPlatform('cisco_ios') as Platform
  const credential = { username: 'netbackup', password: () => 'pässword-€1' }
  const login = { username: credential.username, password: Buffer.from('pässword-€1').toString('latin1') }
  const options = { platform: 'cisco_ios', transport: 'telnet', hostname: 'sw1', ...login } as const
  await using device = await fakeDevice({
    ...options,
    config: configs.cisco_ios,
    faults: [{ kind: 'echoes-password' }],
  })
  const transport = await connectTelnet({ host: device.address, port: device.port })
  const recording = recordTranscript(transport, { platform: platform.text, secrets: [credential.password()] })
  await using live = await createSession({ transport: recording.transport, platform, credential })
  const { text } = await live.getConfig()
  const transcript = recording.transcript()
  expect(transcript).toMatchObject({ transport: 'telnet', channels: [{ events: expect.any(Array) }] })
  expect(JSON.stringify(transcript)).not.toMatch(/ssword-/)
  const other = { username: 'netbackup', password: () => 'another' }
  await using replayed = await createSession({ transport: replayTranscript(transcript), platform, credential: other })
  expect(await replayed.getConfig()).toMatchObject({ text: recording.mask(text), complete: { proven: true } })
})

it('typing what was not recorded ends the replay as unsupported', async () => {
  const platform = findPlatform('cisco_ios') as Platform
  const { transcript } = await record(platform)
  await using session = await createSession({ transport: replayTranscript(transcript), platform })
  await expect(session.send('show nothing of the kind')).rejects.toMatchObject({ kind: 'unsupported' })
})

describe('a secret that the device tears apart', () => {
  const key = Array.from({ length: 6 }, (_none, line) => `${'aB3xY9'.repeat(9)}${line}`)
  const pages = [
    `sw1#show run\r\nset private-key "-----BEGIN PRIVATE KEY-----\r\n${key.slice(0, 3).join('\r\n')}\r\n --More-- `,
    `\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b${key.slice(3).join('\r\n')}\r\n-----END PRIVATE KEY-----"\r\nend\r\nsw1#`,
  ]

  it('is masked on both pages', async () => {
    const waiting = [...pages]
    const channel: ByteChannel = {
      write: () => undefined,
      read: async () => Buffer.from(waiting.shift() ?? '', 'latin1'),
      close: () => undefined,
    }
    const transport: Transport = {
      kind: 'ssh',
      ident: '',
      fingerprint: undefined,
      openShell: async () => channel,
      exec: async () => undefined,
      fail: () => undefined,
      close: async () => undefined,
    }
    const recording = recordTranscript(transport, { platform: 'fortinet', secrets: [] })
    const shell = await recording.transport.openShell()
    await shell.read(0)
    shell.write(' ')
    await shell.read(0)
    const written = JSON.stringify(recording.transcript())
    expect(written).toContain('BEGIN PRIVATE KEY')
    expect(key.filter((line) => written.includes(line))).toEqual([])
  })
})
