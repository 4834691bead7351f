import type { Socket } from 'node:net'
import { findFault, type Fault } from './fault.ts'

/** Acts the faults that come before SSH. True: the connection is dealt with and must not speak SSH. */
export function actBeforeSsh(faults: readonly Fault[], socket: Socket, ident: string): boolean {
  if (findFault(faults, 'reset-after-accept')) {
    socket.once('data', () => socket.resetAndDestroy())
    return true
  }
  const slow = findFault(faults, 'slow-greeting')
  if (slow) {
    socket.resume()
    dribble(socket, slow.everyMs)
    return true
  }
  const broken = faults.find((fault) => fault.kind === 'breaks-off' && fault.at === 'kex')
  if (broken?.kind === 'breaks-off') {
    socket.write(`SSH-2.0-${ident}\r\n`)
    socket.once('data', () =>
      broken.how === 'reset' ? socket.resetAndDestroy() : socket.end(broken.how === 'noise' ? NOISE : ''),
    )
    return true
  }
  const words = firstWords(faults, ident)
  if (words === undefined) return false
  socket.resume()
  if (words !== '') socket.write(words)
  return true
}

function firstWords(faults: readonly Fault[], ident: string): string | undefined {
  const stall = findFault(faults, 'stall')
  if (stall?.at === 'banner') return ''
  if (stall?.at === 'kex') return `SSH-2.0-${ident}\r\n`
  const other = findFault(faults, 'not-ssh')
  if (other) return other.says ?? '220 mail.example.net ESMTP ready\r\n'
  const huge = findFault(faults, 'huge-banner')
  if (huge?.where !== 'greeting') return undefined
  const line = `${'Welcome. '.repeat(8)}\r\n`
  return `${line.repeat(Math.ceil(huge.bytes / line.length))}SSH-2.0-${ident}\r\n`
}

/** A packet whose length says 4 GB. */
const NOISE = Buffer.alloc(256, 0xff)

function dribble(socket: Socket, everyMs: number): void {
  let said = 0
  const timer = setInterval(() => socket.write('SSH-2.0-'[said++] ?? '.'), everyMs)
  socket.once('close', () => clearInterval(timer))
}
