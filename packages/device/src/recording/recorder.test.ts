import { expect, it } from 'vitest'
import { openSession } from '../open-session.ts'
import { definePlatform } from '../platform.ts'
import { findPlatform } from '../registry.ts'
import { createSession } from '../session/session.ts'
import { fakeDevice } from '../testing/fake-device/fake-device.ts'
import { replayTranscript } from '../testing/replay-transcript.ts'
import { tofu } from '../transports/host-keys.ts'
import { createRecorder } from './recorder.ts'

const password = 'login-Password1'
const community = 'plantedCommunity1'
const config = `!\nhostname sw1\nsnmp-server community ${community} RO\n!\nend\n`
const there = () =>
  fakeDevice({
    platform: 'cisco_ios',
    hostname: 'sw1',
    username: 'u',
    password,
    enableSecret: 'enable-Secret1',
    config,
  })

it('a session is written down with its detection left out, and plays back to the same text', async () => {
  await using device = await there()
  const recorder = createRecorder()
  await using session = await openSession({
    host: device.address,
    port: device.port,
    platform: 'auto',
    credential: { username: 'u', password: () => password },
    enableSecret: () => 'enable-Secret1',
    hostKey: tofu({ find: async () => [], add: async () => undefined }),
    recorder,
  })
  const { text } = await session.getConfig()
  const transcript = recorder.transcript(text)
  expect(JSON.stringify(transcript)).not.toMatch(new RegExp(`${community}|${password}|enable-Secret1`))
  expect(transcript.channels).toHaveLength(1)
  const platform = findPlatform(transcript.platform)
  if (!platform) throw new Error('the transcript names no platform')
  await using replayed = await createSession({
    transport: replayTranscript(transcript),
    platform,
    enableSecret: () => 'any',
  })
  expect(await replayed.getConfig()).toMatchObject({ text: transcript.expected, complete: { proven: true } })
})

it('there is no transcript without a session', () => {
  expect(() => createRecorder().transcript()).toThrow('no session was recorded')
})

it('a file that the device hands out is part of the session', async () => {
  await using device = await fakeDevice({
    platform: 'linux',
    hostname: 'fw1',
    username: 'root',
    password,
    config: '### /etc/hosts\n127.0.0.1 localhost\n',
    files: {
      '/conf/config.xml': `<?xml version="1.0"?>\n<opnsense>\n<password>${community}</password>\n</opnsense>\n`,
    },
  })
  const recorder = createRecorder()
  const platform = definePlatform({
    id: 'filed',
    title: 'Filed',
    family: 'test',
    tier: 2,
    exec: true,
    prompt: { ends: ['$', '#'] },
    rejects: [],
    artifacts: { 'running-config': [[{ file: '/conf/config.xml' }]] },
    complete: { structure: 'xml', minLines: 3 },
    text: 'opnsense',
    source: 'test',
  })
  await using session = await openSession({
    host: device.address,
    port: device.port,
    platform,
    credential: { username: 'root', password: () => password },
    hostKey: tofu({ find: async () => [], add: async () => undefined }),
    recorder,
  })
  const { text } = await session.getConfig()
  expect(text).toContain(community)
  const transcript = recorder.transcript(text)
  expect(transcript.channels).toMatchObject([{ file: '/conf/config.xml', exit: { status: 0 } }])
  expect(JSON.stringify(transcript)).not.toContain(community)
  await using replayed = await createSession({ transport: replayTranscript(transcript), platform })
  expect(await replayed.getConfig()).toMatchObject({ text: transcript.expected, complete: { proven: true } })
})
