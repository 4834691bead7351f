import type { ByteChannel, ExecChannel, Exit, Transport } from '../transports/transport.ts'
import { createMask, type MaskOptions } from './mask-secrets.ts'
import type { Transcript, TranscriptChannel } from './transcript.ts'

/** A transport that writes down what passes, and the transcript so far. */
export interface Recording {
  readonly transport: Transport
  /** Secrets are replaced before anything leaves the recorder. */
  transcript(): Transcript
  /** The same replacement, for texts to compare with. */
  mask(text: string): string
}

interface OpenRecord {
  readonly command?: string
  readonly started: number
  readonly events: { at: number; from: 'type' | 'say'; text: string }[]
  exit?: Exit
}

/** Records a visit on an open transport.
 *  @example
 *  const recording = recordTranscript(await connectSsh(options), { platform: 'cisco_ios', secrets: [password] })
 *  await using session = await createSession({ transport: recording.transport, platform })
 *  await session.getConfig('running')
 *  await writeFile('cisco_ios.json', JSON.stringify(recording.transcript())) */
export function recordTranscript(transport: Transport, options: MaskOptions): Recording {
  const mask = createMask(options)
  const records: OpenRecord[] = []
  const begin = (command?: string): OpenRecord => {
    const record: OpenRecord = { ...(command !== undefined && { command }), started: Date.now(), events: [] }
    records.push(record)
    return record
  }
  return {
    mask,
    transcript: () => ({
      platform: options.platform,
      ident: transport.ident,
      channels: records.map((record) => finished(record, mask)),
    }),
    transport: {
      ...transport,
      openShell: async () => recordChannel(await transport.openShell(), begin()),
      exec: async (command) => {
        const channel = await transport.exec(command)
        return channel && recordExec(channel, begin(command))
      },
    },
  }
}

function recordChannel(channel: ByteChannel, record: OpenRecord): ByteChannel {
  const note = (from: 'type' | 'say', text: string) => {
    const last = record.events.at(-1)
    if (last?.from === from) last.text += text
    else record.events.push({ at: Date.now() - record.started, from, text })
  }
  return {
    ...channel,
    write: (text) => {
      note('type', text)
      channel.write(text)
    },
    read: async (withinMs) => {
      const chunk = await channel.read(withinMs)
      if (chunk instanceof Buffer) note('say', chunk.toString('latin1'))
      else if (chunk === 'end') record.exit ??= { status: null, signal: null }
      return chunk
    },
  }
}

function recordExec(channel: ExecChannel, record: OpenRecord): ExecChannel {
  const exit = channel.exit.then((seen) => (record.exit = seen))
  return { ...channel, ...recordChannel(channel, record), exit }
}

const finished = ({ command, events, exit }: OpenRecord, mask: (text: string) => string): TranscriptChannel => ({
  ...(command !== undefined && { command: mask(command) }),
  events: events.map(({ at, from, text }) => ({ at, [from]: mask(text) })),
  ...(exit && { exit }),
})
