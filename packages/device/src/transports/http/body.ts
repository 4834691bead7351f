import type { IncomingMessage } from 'node:http'
import { DeviceError } from '../../errors.ts'
import { createInbox } from '../inbox.ts'
import type { Lifeline } from '../lifeline.ts'
import type { ByteChannel, Exit } from '../transport.ts'
import { readWhole, type WholeLimits } from './read-whole.ts'

/** The body of an answer: what is not read yet holds the device back. One that is cut ends the visit. */
export interface HttpBody extends Pick<ByteChannel, 'read'> {
  /** Its first bytes, at most so many; they are still there to be read. */
  peek(bytes: number, limits: WholeLimits): Promise<Buffer>
  /** All of it; an error takes with it what had come so far. */
  collect(limits: WholeLimits): Promise<Buffer>
  /** Gives up the rest, and the connection with it. */
  drop(): void
  /** Status 0 behind the last byte of an answer whose end was marked; null where only the connection ended. */
  readonly exit: Promise<Exit>
}

interface BodyParts {
  readonly isMarked: boolean
  readonly lifeline: Lifeline
  readonly explain: (error: Error) => DeviceError
  /** Rejects when the connection fails. */
  readonly failure: Promise<never>
}

export function createBody(response: IncomingMessage, { isMarked, lifeline, explain, failure }: BodyParts): HttpBody {
  const inbox = createInbox({ pause: () => response.pause(), resume: () => response.resume() }, lifeline)
  const { promise: exit, resolve: settle } = Promise.withResolvers<Exit>()
  let isOver = false
  let seen: Buffer[] = []
  const over = (status: number | null): void => {
    isOver = true
    settle({ status, signal: null })
    inbox.end({ isCutOff: status === null })
  }
  const broken = (error: Error): void => {
    if (!isOver) lifeline.fail(explain(error))
    over(null)
  }
  response.on('data', inbox.push)
  response.on('end', () => over(isMarked ? 0 : null))
  response.on('error', broken)
  failure.catch(broken)

  const read: ByteChannel['read'] = async (withinMs) => {
    const first = seen.shift()
    return first ?? inbox.read(withinMs)
  }
  const collect = async (limits: WholeLimits): Promise<Buffer> => {
    const chunks: Buffer[] = []
    try {
      await readWhole({ read }, limits, (chunk) => void chunks.push(chunk))
      return Buffer.concat(chunks)
    } catch (error) {
      throw withPartial(error, Buffer.concat(chunks))
    }
  }
  return {
    read,
    collect,
    exit,
    peek: async (bytes, limits) => {
      const chunks: Buffer[] = []
      const enough = { read: (withinMs: number) => (lengthOf(chunks) < bytes ? read(withinMs) : ended()) }
      await readWhole(enough, limits, (chunk) => void chunks.push(chunk))
      seen = [...chunks, ...seen]
      return Buffer.concat(chunks).subarray(0, bytes)
    },
    drop: () => {
      if (isOver) return
      over(null)
      response.destroy()
    },
  }
}

const ended = async (): Promise<'end'> => 'end'
const lengthOf = (chunks: readonly Buffer[]): number => chunks.reduce((sum, chunk) => sum + chunk.length, 0)

const withPartial = (error: unknown, partial: Buffer): unknown =>
  error instanceof DeviceError && partial.length > 0 ? error.with({ partial }) : error
