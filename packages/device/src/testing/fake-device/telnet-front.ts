import type { Socket } from 'node:net'
import { Writable } from 'node:stream'
import type { CliSession } from './cli.ts'
import type { Ending } from './delivery.ts'
import { findFault, type Fault } from './fault.ts'
import { askWho, type QuestionParts } from './in-shell-questions.ts'
import { createKeyboard, type Keyboard } from './keyboard.ts'
import { listenToTelnet } from './telnet-ear.ts'
import { createTerminal } from './terminal.ts'
import { createWire, HungUp, type Wire } from './wire.ts'

export interface TelnetFrontParts extends QuestionParts {
  readonly pageLines: number
  readonly openSession: (login: string) => CliSession
}

/** WILL ECHO, WILL SUPPRESS-GO-AHEAD, DO TERMINAL-TYPE, DO WINDOW-SIZE. */
const OPENING = Buffer.from([255, 251, 1, 255, 251, 3, 255, 253, 24, 255, 253, 31])

/** Speaks Telnet on an accepted connection: asks who is there, then behaves as over SSH. */
export function serveTelnet(parts: TelnetFrontParts, socket: Socket): void {
  const faults = parts.faults()
  if (findFault(faults, 'reset-after-accept')) return resetAtFirstWord(socket)
  const keyboard = createKeyboard()
  const hear = listenToTelnet(
    (text) => keyboard.push(text),
    (reply) => findFault(parts.faults(), 'negotiation-storm') && socket.write(reply),
  )
  socket.on('data', hear)
  if (findFault(faults, 'stall')?.at === 'banner') return
  socket.write(OPENING)
  if (findFault(faults, 'negotiation-storm')) socket.write(storm())
  if (findFault(faults, 'stall')?.at === 'kex') return
  const wire = createWire(outlet(socket), parts.faults, parts.oracle)
  visit(parts, keyboard, wire).then(
    (ending) => hangUp(socket, ending, parts.faults()),
    (error: unknown) => {
      if (!(error instanceof HungUp)) socket.destroy(error instanceof Error ? error : undefined)
    },
  )
}

function resetAtFirstWord(socket: Socket): void {
  socket.once('data', () => socket.resetAndDestroy())
  socket.write(OPENING)
}

/** A thousand requests for options that nobody has. */
const storm = (): Buffer =>
  Buffer.from(Array.from({ length: 1000 }, (_, at) => [255, at % 2 === 0 ? 251 : 253, 40 + (at % 200)]).flat())

/** A byte 255 of text is doubled. */
function outlet(socket: Socket): Writable {
  const doubled = (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replaceAll('\xff', '\xff\xff'), 'latin1')
  const out = new Writable({
    write: (bytes: Buffer, _encoding, done) => void socket.write(doubled(bytes), (error) => done(error)),
  })
  out.on('error', () => {}) // the client has gone; the wire notices
  socket.once('close', () => out.destroy())
  return out
}

async function visit(parts: TelnetFrontParts, keyboard: Keyboard, wire: Wire): Promise<Ending> {
  const user = await askWho(parts, keyboard, wire)
  if (user === undefined || findFault(parts.faults(), 'close-after-login')) return 'closed'
  return createTerminal({ ...parts, keyboard, session: parts.openSession(user), wire }).run()
}

function hangUp(socket: Socket, ending: Ending, faults: readonly Fault[]): void {
  if (ending === 'reset') socket.resetAndDestroy()
  if (ending === 'silence' || findFault(faults, 'never-hangs-up')) return
  socket.destroySoon()
}
