import { DeviceError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { Credential } from '../transports/credential.ts'
import type { Transport } from '../transports/transport.ts'
import { recordTranscript, type Recording } from './record-transcript.ts'
import type { Transcript } from './transcript.ts'

/** What a login uses. */
export interface LoginSecrets {
  readonly credential: Credential
  readonly enableSecret?: () => string | Promise<string>
}

/** Writes a session down as it passes; hand it to `openSession`. */
export interface Recorder {
  /** Called by `openSession`: the same login, and every secret it hands out is known to the recorder. */
  learnFrom<L extends LoginSecrets>(login: L): L
  /** Called by `openSession`, once: the same transport, listened to. */
  listen(transport: Transport, platform: Platform): Transport
  /** Whether there is anything to write down. */
  readonly hasStarted: boolean
  /** The session so far, secrets replaced: those of the login, and what the platform's rules find. `expected` is the text that a
   *  right client brings home from it. Throws `unsupported` before a session was open, and when a secret would still be readable. */
  transcript(expected?: string): Transcript
}

/** Makes a recorder for one session.
 *  @example
 *  const recorder = createRecorder()
 *  await using session = await openSession({ host, platform, credential, hostKey, recorder })
 *  const { text } = await session.getConfig('running')
 *  await writeFile('sw1.json', JSON.stringify(recorder.transcript(text))) */
export function createRecorder(): Recorder {
  const secrets: string[] = []
  let recording: Recording | undefined
  let id = ''
  const learning = <T extends string | undefined>(ask: () => T | Promise<T>) => {
    return async (): Promise<T> => {
      const secret = await ask()
      if (secret) secrets.push(secret)
      return secret
    }
  }
  return {
    learnFrom: (login) => ({
      ...login,
      credential: learnFromCredential(login.credential, learning),
      ...(login.enableSecret && { enableSecret: learning(login.enableSecret) }),
    }),
    listen: (transport, platform) => {
      id = platform.id
      recording = recordTranscript(transport, { platform: platform.text, secrets })
      return recording.transport
    },
    get hasStarted() {
      return recording !== undefined
    },
    transcript: (expected) => {
      if (!recording) throw new DeviceError('unsupported', 'no session was recorded')
      return {
        ...recording.transcript(),
        platform: id,
        ...(expected !== undefined && { expected: recording.mask(expected) }),
      }
    },
  }
}

type Learning = <T extends string | undefined>(ask: () => T | Promise<T>) => () => Promise<T>

function learnFromCredential(credential: Credential, learning: Learning): Credential {
  const { password, passphrase, answer } = credential
  return {
    ...credential,
    ...(password && { password: learning(password) }),
    ...(passphrase && { passphrase: learning(passphrase) }),
    ...(answer && { answer: (question) => learning(() => answer(question))() }),
  }
}
