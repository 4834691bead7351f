import { expect, it } from 'vitest'
import { createRandom, type Random } from '../testing/random.ts'
import { createTelnetProtocol } from './protocol.ts'

/** NETRAVEN_FUZZ=100000 runs as many streams. */
const STREAMS = Number(process.env['NETRAVEN_FUZZ'] ?? 2000)
const MOST_REPLY_BYTES = 500 * 13
const TELLING = [255, 255, 255, 255, 254, 253, 252, 251, 250, 250, 240, 241, 242, 0, 1, 3, 10, 13, 24, 31, 34, 39]

const byteOf = (random: Random): number => (random.below(3) === 0 ? random.below(256) : random.pick(TELLING))

function play(chunks: readonly Buffer[]): { text: string; replies: string } {
  const protocol = createTelnetProtocol()
  const heard = chunks.map((chunk) => protocol.receive(chunk))
  const joined = (parts: readonly Buffer[]) => Buffer.concat(parts).toString('latin1')
  return { text: joined(heard.map(({ text }) => text)), replies: joined(heard.map(({ replies }) => replies)) }
}

function cutUp(stream: Buffer, random: Random): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < stream.length;) {
    const end = at + random.below(5)
    chunks.push(stream.subarray(at, end))
    at = end
  }
  return chunks
}

it(`gives the same text and replies for ${STREAMS} random streams however they are split, and never many replies`, () => {
  const seed = Date.now() % 1_000_000
  const random = createRandom(seed)
  for (let run = 0; run < STREAMS; run++) {
    const length = random.below(200) === 0 ? 20_000 : random.below(120)
    const stream = Buffer.from(Array.from({ length }, () => byteOf(random)))
    const whole = play([stream])
    const parts = play(cutUp(stream, random))
    expect({ seed, run, ...parts }).toEqual({ seed, run, ...whole })
    expect(whole.text.length).toBeLessThanOrEqual(length)
    expect(whole.replies.length).toBeLessThanOrEqual(MOST_REPLY_BYTES)
  }
}, 120_000)
