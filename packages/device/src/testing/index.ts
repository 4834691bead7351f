export { fakeDevice } from './fake-device/fake-device.ts'
export type {
  FakeDevice,
  FakeDeviceOptions,
  FakeFacts,
  FakePlatform,
  FakeQuestions,
  Seen,
} from './fake-device/options.ts'
export type { Fault } from './fake-device/fault.ts'
export { newHostKey, publicKeyOf } from './fake-device/host-keys.ts'
export { recordTranscript, type Recording } from '../recording/record-transcript.ts'
export { replayTranscript, type ReplayOptions } from './replay-transcript.ts'
export type { Mask, MaskOptions } from '../recording/mask-secrets.ts'
export type { Transcript, TranscriptChannel, TranscriptEvent } from '../recording/transcript.ts'
export { createSession, type SessionParts } from '../session/session.ts'
export { connectSsh, type SshOptions } from '../transports/ssh.ts'
export type { ByteChannel, ExecChannel, Exit, Transport } from '../transports/transport.ts'
