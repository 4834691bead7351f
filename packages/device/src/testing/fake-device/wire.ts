import type { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFault, type Fault } from './fault.ts'
import type { Oracle } from './oracle.ts'

/** The client has gone: ends whatever a shell was doing. */
export class HungUp extends Error {}

/** The way out to the client: in order, at the client's pace, in chunks where a fault says so. */
export interface Wire {
  /** Writes text of one character per byte. Throws HungUp once the channel is closed. */
  readonly write: (text: string) => Promise<void>
  /** Settles when the channel is closed. */
  readonly closed: Promise<void>
}

export function createWire(channel: Writable, faults: () => readonly Fault[], oracle: Oracle): Wire {
  let isClosed = false
  const closed = new Promise<void>((resolve) => {
    channel.once('close', () => {
      isClosed = true
      resolve()
    })
  })

  async function send(text: string): Promise<void> {
    if (isClosed || !channel.writable) throw new HungUp()
    const bytes = Buffer.from(text, 'latin1')
    oracle.bytesSent += bytes.length
    await Promise.race([closed, new Promise<void>((resolve) => channel.write(bytes, () => resolve()))])
  }

  return {
    closed,
    async write(text) {
      const chunks = findFault(faults(), 'chunks')
      if (!chunks) return text === '' ? undefined : await send(text)
      for (let at = 0; at < text.length; at += chunks.bytes) {
        await send(text.slice(at, at + chunks.bytes))
        await sleep(chunks.delayMs)
      }
    },
  }
}
