import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DeviceError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { findPlatform } from '../registry.ts'
import type { Ask } from '../session/answer.ts'
import { createSession } from '../session/session.ts'
import { random } from '../testing/hostile-bytes.ts'
import { replayTranscript } from '../testing/replay-transcript.ts'
import type { Transcript } from '../recording/transcript.ts'
import type { ByteChannel, ExecChannel, Transport } from '../transports/transport.ts'
import { getConfig, type Artifact } from './get-config.ts'

const folder = new URL('../../transcripts/', import.meta.url)
const transcripts = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const transcript = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Transcript
    const known = findPlatform(transcript.platform) as Platform
    const exec = transcript.channels.every(({ command }) => command !== undefined)
    return {
      name: name.replace('.json', ''),
      transcript,
      platform: { ...known, exec },
      whole: transcript.expected ?? '',
    }
  })

const ENDINGS = ['closed', 'silence', 'prompt'] as const
type Ending = (typeof ENDINGS)[number]

const closed = new DeviceError('closed', 'the device closed the session')
const silent = new DeviceError('timeout', 'the device went silent')

/** A device whose first answers are cut; what comes after them is whole. */
function cutDevice(whole: string, at: number, ending: Ending, cutReads: number): Ask {
  let reads = 0
  return async () => {
    reads += 1
    if (reads > cutReads) return { raw: whole, refusal: undefined, exitStatus: null }
    if (ending !== 'prompt') throw ending === 'closed' ? closed : silent
    const raw = whole.slice(0, at)
    const isAtLineEnd = raw === '' || raw.endsWith('\n')
    if (isAtLineEnd) return { raw, refusal: undefined, exitStatus: null }
    return { raw: `${raw}\n`, refusal: undefined, exitStatus: null, doubt: 'the prompt stood behind text' }
  }
}

/** What a visit ended with; an error is no configuration. */
const outcomeOf = async (visit: () => Promise<Artifact>): Promise<Artifact | undefined> => {
  try {
    return await visit()
  } catch (error) {
    if (error instanceof DeviceError) return undefined
    throw error
  }
}

/** Whether a text is called good although it is not whole. */
const isBad = (artifact: Artifact | undefined, whole: string): boolean =>
  artifact !== undefined && artifact.complete.proven && artifact.bytes.toString('latin1').trimEnd() !== whole.trimEnd()

/** Such a text has a proof of its own, which two reads that are cut alike cannot replace. */
const provesItself = ({ complete: { endMark, structure } }: Platform): boolean =>
  endMark !== undefined || structure === 'xml' || structure === 'json'

/** Reads a text that is cut at a byte, in so many reads. */
function readerOf(platform: Platform, whole: string) {
  const oneStep = { ...platform, artifacts: { 'running-config': [['show']] } }
  return (at: number, ending: Ending, cutReads: number) =>
    outcomeOf(() => getConfig({ ask: cutDevice(whole, at, ending, cutReads), platform: oneStep }, 'running-config', {}))
}

describe.each(transcripts)('the text of $name, cut at every byte', ({ platform, whole }) => {
  const read = readerOf(platform, whole)

  it.each(ENDINGS)('with the ending "%s" is never called good', async (ending) => {
    const bad: number[] = []
    for (let at = 0; at < whole.trimEnd().length; at++) if (isBad(await read(at, ending, 1), whole)) bad.push(at)
    expect(bad).toEqual([])
  })
})

describe.each(transcripts.filter(({ platform }) => provesItself(platform)))(
  'the text of $name, which proves itself, cut',
  ({ platform, whole }) => {
    const read = readerOf(platform, whole)

    it('behind any line and alike at every read is never called good', async () => {
      const bad: number[] = []
      for (let at = whole.indexOf('\n') + 1; at > 0 && at < whole.trimEnd().length; at = whole.indexOf('\n', at) + 1)
        if (isBad(await read(at, 'prompt', 9), whole)) bad.push(at)
      expect(bad).toEqual([])
    })
  },
)

interface Cut {
  /** Bytes of the answer that arrive. */
  readonly at: number
  readonly ending: Ending
  readonly commands: ReadonlySet<string>
}

/** A transport that cuts the first answer to one of these commands. */
function cutting(transport: Transport, cut: Cut): Transport {
  let isCut = false
  const cutChannel = <C extends ByteChannel>(channel: C, isAsked: boolean): C => {
    let left = isAsked ? cut.at : Infinity
    let lastLine = ''
    let prompt = ''
    let isOver = false
    return {
      ...channel,
      write: (text: string) => {
        const isCommand = !isCut && cut.commands.has(text.trim())
        if (isCommand) left = text.trim().length + 2 + cut.at
        if (isCommand) prompt = lastLine
        if (cut.ending === 'prompt') isOver = false
        channel.write(text)
      },
      read: async (withinMs: number) => {
        if (isOver) return cut.ending === 'closed' ? 'end' : 'silence'
        const chunk = await channel.read(withinMs)
        if (!(chunk instanceof Buffer)) return chunk
        lastLine = (lastLine + chunk.toString('latin1')).split('\n').at(-1) ?? ''
        const taken = chunk.subarray(0, left)
        left -= taken.length
        if (left > 0) return taken
        isCut = true
        isOver = true
        left = Infinity
        while ((await channel.read(0)) instanceof Buffer); // the rest is lost
        return Buffer.concat([taken, Buffer.from(cut.ending === 'prompt' ? prompt : '', 'latin1')])
      },
    }
  }
  return {
    ...transport,
    openShell: async () => cutChannel(await transport.openShell(), false),
    exec: async (command) => {
      const channel = await transport.exec(command)
      if (!channel || isCut || !cut.commands.has(command)) return channel
      const cutOff: ExecChannel = cutChannel(channel, true)
      return { ...cutOff, exit: Promise.resolve({ status: null, signal: null }) }
    },
  }
}

const seed = Date.now() % 1_000_000

/** Pages play back in recorded order only, so a visit that leaves some out cannot go on. */
const unpaged = transcripts.filter(({ transcript: { channels } }) =>
  channels.every(({ events }) => events.every(({ type }) => type === undefined || /[\r\n]$/.test(type))),
)

describe.each(unpaged)(`the visit of $name (seed ${seed})`, ({ transcript, platform, whole }) => {
  const next = random(seed)
  const commands = new Set(
    (platform.artifacts['running-config'] ?? []).flat().filter((step): step is string => typeof step === 'string'),
  )

  it.each(ENDINGS)('cut anywhere, with the ending "%s", brings the whole text home or none', async (ending) => {
    for (let visit = 0; visit < 6; visit++) {
      const at = Math.floor(next() * (whole.length - 2))
      const transport = cutting(replayTranscript(transcript), { at, ending, commands })
      const artifact = await outcomeOf(async () => {
        await using session = await createSession({
          transport,
          platform,
          credential: { username: 'netbackup', password: () => 'any' },
          enableSecret: () => 'any',
          budgets: { idleMs: 3000 },
        })
        return session.getConfig()
      })
      expect(isBad(artifact, whole), `cut at ${at}`).toBe(false)
    }
  })
})
