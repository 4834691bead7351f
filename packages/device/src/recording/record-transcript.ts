import { DeviceError } from '../errors.ts'
import { createTerminal } from '../session/terminal.ts'
import type { ByteChannel, ExecChannel, Exit, Transport } from '../transports/transport.ts'
import { createMask, isBlack, secretLinesIn, type Mask, type MaskOptions } from './mask-secrets.ts'
import type { Transcript, TranscriptChannel } from './transcript.ts'

/** A transport that writes down what passes, and the transcript so far. */
export interface Recording {
  readonly transport: Transport
  /** Secrets are replaced before anything leaves the recorder. Throws `unsupported` when one would still be readable. */
  transcript(): Transcript
  /** The same replacement, for texts to compare with. */
  mask(text: string): string
}

/** What a channel was opened for; a shell for nothing in particular. */
type Purpose = Pick<TranscriptChannel, 'command' | 'file'>

interface OpenRecord extends Purpose {
  readonly started: number
  readonly events: { at: number; from: 'type' | 'say'; text: string }[]
  exit?: Exit
}

/** Shorter lines of a longer secret, such as the last one of a key, are masked only where the rules find them. */
const SHORTEST_LINE = 6

/** Text as a recording has it: one character a byte. */
const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** Records a visit on an open transport.
 *  @example
 *  const recording = recordTranscript(await connectSsh(options), { platform: 'cisco_ios', secrets: [password] })
 *  await using session = await createSession({ transport: recording.transport, platform })
 *  await session.getConfig('running')
 *  await writeFile('cisco_ios.json', JSON.stringify(recording.transcript())) */
export function recordTranscript(transport: Transport, wishes: MaskOptions): Recording {
  const options: MaskOptions = {
    ...wishes,
    get secrets() {
      return wishes.secrets.flatMap((secret) => [secret, asBytes(secret)]) // more may be named during the visit
    },
  }
  const records: OpenRecord[] = []
  const begin = (purpose: Purpose): OpenRecord => {
    const record: OpenRecord = { ...purpose, started: Date.now(), events: [] }
    records.push(record)
    return record
  }
  /** What a page's end or a wrapped line tears apart in the recording is whole on the screen. */
  const maskNow = (): Mask => {
    const torn = records.flatMap((record) => secretLinesIn(screenOf(record), options))
    const readable = torn.filter((line) => line.length >= SHORTEST_LINE && !isBlack(line))
    return createMask({ ...options, secrets: [...options.secrets, ...readable] })
  }
  return {
    mask: (text) => maskNow()(text),
    transcript: () => {
      const mask = maskNow()
      const channels = records.map((record) => finished(record, mask))
      refuseReadable(channels, options)
      const { kind, ident } = transport
      return { platform: options.platform, ...(kind !== 'ssh' && { transport: kind }), ident, channels }
    },
    transport: {
      ...transport,
      openShell: async () => recordChannel(await transport.openShell(), begin({})),
      exec: async (command, execOptions) => {
        const channel = await transport.exec(command, execOptions)
        return channel && recordExec(channel, begin({ command }))
      },
      ...(transport.readFile && {
        readFile: async (path: string) => {
          const channel = await transport.readFile?.(path)
          return channel && recordExec(channel, begin({ file: path }))
        },
      }),
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

const finished = ({ command, file, events, exit }: OpenRecord, mask: Mask): TranscriptChannel => ({
  ...(command !== undefined && { command: mask(command) }),
  ...(file !== undefined && { file }),
  events: events.map(({ at, from, text }) => ({ at, [from]: mask(text) })),
  ...(exit && { exit }),
})

/** What a channel's answers looked like on a screen, without pagers and redraws. */
function screenOf({
  events,
}: {
  readonly events: readonly { readonly from: 'type' | 'say'; readonly text: string }[]
}) {
  const terminal = createTerminal()
  for (const { from, text } of events) if (from === 'say') terminal.write(text)
  return `${terminal.takeText()}${terminal.current}`
}

/** The last look before a recording leaves: a secret that can still be read in it is worse than no recording. */
function refuseReadable(channels: readonly TranscriptChannel[], options: MaskOptions): void {
  const screens = channels.map(({ events }) =>
    screenOf({ events: events.flatMap(({ say }) => (say === undefined ? [] : [{ from: 'say' as const, text: say }])) }),
  )
  if (screens.every((screen) => secretLinesIn(screen, options).every(isBlack))) return
  throw new DeviceError('unsupported', 'a secret would still be readable in the recording, so it is not handed out', {
    hint: 'tell us which platform and command: a rule for its secrets is missing or wrong',
  })
}
