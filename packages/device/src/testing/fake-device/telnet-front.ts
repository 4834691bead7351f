import type { Socket } from 'node:net'
import { Writable } from 'node:stream'
import type { CliSession, FakeCli } from './cli.ts'
import type { Ending } from './delivery.ts'
import { findFault, type Fault } from './fault.ts'
import { createKeyboard, type Keyboard } from './keyboard.ts'
import type { FakeQuestions } from './options.ts'
import type { Oracle } from './oracle.ts'
import { listenToTelnet } from './telnet-ear.ts'
import { createTerminal } from './terminal.ts'
import { createWire, HungUp, type Wire } from './wire.ts'

export interface TelnetFrontParts {
  readonly cli: FakeCli
  readonly oracle: Oracle
  readonly faults: () => readonly Fault[]
  readonly username: string
  readonly password: string
  readonly pageLines: number
  readonly questions: Partial<FakeQuestions>
  readonly openSession: (login: string) => CliSession
}

const CISCO: FakeQuestions = {
  banner:
    '\nAuthorised access only. Disconnect if you have no password:\nasking is logged.\n\nUser Access Verification\n\n',
  user: 'Username: ',
  password: 'Password: ',
  denied: '% Login invalid\n\n',
}
const TRIES = 3
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
    write: (bytes: Buffer, _encoding, done) => void socket.write(doubled(bytes), () => done()),
  })
  socket.once('close', () => out.destroy())
  return out
}

async function visit(parts: TelnetFrontParts, keyboard: Keyboard, wire: Wire): Promise<Ending> {
  const user = await logIn(parts, keyboard, wire)
  if (user === undefined || findFault(parts.faults(), 'close-after-login')) return 'closed'
  return createTerminal({ ...parts, keyboard, session: parts.openSession(user), wire }).run()
}

/** The user's name; undefined where the device hangs up after too many tries. */
async function logIn(parts: TelnetFrontParts, keyboard: Keyboard, wire: Wire): Promise<string | undefined> {
  const questions = { ...CISCO, ...parts.questions }
  const say = (text: string): Promise<void> => wire.write(text.replaceAll('\n', '\r\n'))
  await say(flood(parts.faults()) + questions.banner)
  for (let tries = 0; tries < TRIES; tries++) {
    const user = await answerTo(questions.user, true)
    const password = await answerTo(questions.password, findFault(parts.faults(), 'echoes-password') !== undefined)
    if (password !== undefined) parts.oracle.passwords++
    if (password !== undefined || user !== undefined) parts.oracle.authAttempts++
    if (findFault(parts.faults(), 'stall')?.at === 'auth') await wire.closed
    if (isRight(parts, user, password)) return user ?? parts.username
    await say(questions.denied)
  }
  return undefined

  async function answerTo(question: string | null, isEchoed: boolean): Promise<string | undefined> {
    if (question === null) return undefined
    await say(question)
    const line = await keyboard.line(async (shown) => (isEchoed ? wire.write(shown) : undefined))
    await say('\n')
    return line
  }
}

function isRight({ faults, cli, ...right }: TelnetFrontParts, user?: string, password?: string): boolean {
  if (findFault(faults(), 'refuse-password') || findFault(faults(), 'endless-questions')) return false
  const isUser = user === undefined || (cli.userOf?.(user) ?? user) === right.username
  return isUser && (password === undefined || password === right.password)
}

function flood(faults: readonly Fault[]): string {
  const huge = findFault(faults, 'huge-banner')
  const line = `${'Welcome. '.repeat(8)}\n`
  return huge?.where === 'greeting' ? line.repeat(Math.ceil(huge.bytes / line.length)) : ''
}

function hangUp(socket: Socket, ending: Ending, faults: readonly Fault[]): void {
  if (ending === 'silence' || findFault(faults, 'never-hangs-up')) return
  socket.destroySoon()
}
