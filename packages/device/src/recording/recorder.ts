import { DeviceError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { Transport } from '../transports/transport.ts'
import { recordTranscript, type Recording } from './record-transcript.ts'
import type { Transcript } from './transcript.ts'

/** Writes a session down as it passes; hand it to `openSession`. */
export interface Recorder {
  /** Called by `openSession`, once. */
  listen(transport: Transport, platform: Platform): Transport
  /** The session so far, secrets replaced: the named ones, and what the platform's rules find. `expected` is the text that a
   *  right client brings home from it. Throws `unsupported` before a session was open, and when a secret would still be readable. */
  transcript(expected?: string): Transcript
}

/** Makes a recorder for one session; `secrets` are those of the login, known to nobody else.
 *  @example
 *  const recorder = createRecorder({ secrets: [password] })
 *  await using session = await openSession({ …, recorder })
 *  const { text } = await session.getConfig('running')
 *  await writeFile('sw1.json', JSON.stringify(recorder.transcript(text))) */
export function createRecorder({ secrets }: { readonly secrets: readonly string[] }): Recorder {
  let recording: Recording | undefined
  let id = ''
  return {
    listen: (transport, platform) => {
      id = platform.id
      recording = recordTranscript(transport, { platform: platform.text, secrets })
      return recording.transport
    },
    transcript: (expected) => {
      if (!recording) throw new DeviceError('unsupported', 'no session was recorded')
      const { ident, channels } = recording.transcript()
      return { platform: id, ident, channels, ...(expected !== undefined && { expected: recording.mask(expected) }) }
    },
  }
}
