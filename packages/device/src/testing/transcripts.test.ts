import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Platform } from '../platform.ts'
import { findPlatform, PLATFORMS } from '../registry.ts'
import { createSession } from '../session/session.ts'
import { random } from './hostile-bytes.ts'
import { replayTranscript, type ReplayOptions } from './replay-transcript.ts'
import type { Transcript } from '../recording/transcript.ts'

const folder = new URL('../../transcripts/', import.meta.url)
const transcripts = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({
    name: name.replace('.json', ''),
    transcript: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Transcript,
  }))

const seed = Date.now() % 1_000_000
const next = random(seed)
const ways: readonly (ReplayOptions & { readonly way: string })[] = [
  { way: 'whole' },
  { way: 'byte by byte', chunkBytes: () => 1 },
  { way: `in random chunks (seed ${seed})`, chunkBytes: () => 1 + Math.floor(next() * 40) },
  { way: 'with CRLF', isCrlf: true },
  { way: 'through a pager', pageLines: 20 },
  { way: 'through a pager, byte by byte, with CRLF', pageLines: 7, isCrlf: true, chunkBytes: () => 1 },
]

/** A transcript of a shell is played as one, although the platform has exec channels. */
const platformOf = ({ platform, channels }: Transcript): Platform => {
  const known = findPlatform(platform) as Platform
  return { ...known, exec: channels.every(({ command }) => command !== undefined) }
}

describe.each(transcripts)('the transcript $name', ({ transcript }) => {
  it.each(ways)('gives the same bytes $way', async (options) => {
    const parts = {
      transport: replayTranscript(transcript, options),
      platform: platformOf(transcript),
      enableSecret: () => 'any',
    }
    await using session = await createSession(parts)
    const config = await session.getConfig()
    expect(config.bytes.toString('latin1')).toBe(transcript.expected)
    expect(config).toMatchObject({ complete: { proven: true }, flags: [] })
    expect(await session.facts()).toMatchObject({ hostname: expect.any(String), version: expect.any(String) })
  })
})

it('is there for every platform of tier 1', () => {
  const recorded = new Set(transcripts.map(({ transcript }) => transcript.platform))
  expect(PLATFORMS.filter(({ id, tier }) => tier === 1 && !recorded.has(id)).map(({ id }) => id)).toEqual([])
})
