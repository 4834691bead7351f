import { COMMAND, OPTION, TERMINAL_TYPE } from './codes.ts'
import { createNegotiation, type Negotiation } from './negotiation.ts'
import { createTelnetParser } from './parser.ts'

/** Telnet without a socket: bytes in, text and replies out. Any split of the bytes gives the same text and replies. */
export interface TelnetProtocol {
  /** Takes bytes as they arrive, split anywhere. */
  receive(bytes: Buffer): { readonly text: Buffer; readonly replies: Buffer }
  /** What is sent for typed text; one character is one byte. */
  encode(typed: string): Buffer
  /** True once the other end has spoken Telnet; a raw port of a console server never does. */
  readonly isSpoken: boolean
}

/** Terminal that is told to who asks; a device may ignore it. */
const TERMINAL = { name: 'vt100', columns: 511, rows: 1000 }
/** Replies after which a peer that negotiates without end hears no more. */
const MOST_REPLIES = 500
const NUL = 0
const CR = 13
const { iac: IAC, se: SE, sb: SB } = COMMAND

/** Speaks the network virtual terminal's side of a user. Source: RFC 854, 1143. */
export function createTelnetProtocol(): TelnetProtocol {
  const replies = createReplies()
  const negotiation = createNegotiation(replies.say, (side, option) => {
    if (side === 'ours' && option === OPTION.windowSize) replies.sayWindowSize()
  })
  let isAfterReturn = false
  let isSpoken = false
  const parser = createTelnetParser({
    onCommand: () => (isSpoken = true),
    onOption: (command, option) => {
      negotiation.hear(command, option)
      offer(negotiation)
    },
    onSubnegotiation: (bytes) => answer(bytes, negotiation, replies),
  })

  /** A NUL behind a return only says that no line feed follows. */
  const isFiller = (byte: number): boolean =>
    isAfterReturn && byte === NUL && !negotiation.isOn('theirs', OPTION.binary)
  const receive: TelnetProtocol['receive'] = (bytes) => {
    if (parser.isText && !bytes.includes(IAC) && !bytes.includes(NUL)) {
      if (bytes.length > 0) isAfterReturn = bytes.at(-1) === CR
      return { text: bytes, replies: replies.take() }
    }
    const text = Buffer.alloc(bytes.length)
    let length = 0
    for (const byte of bytes) {
      if (!parser.take(byte)) continue
      if (!isFiller(byte)) text[length++] = byte
      isAfterReturn = byte === CR
    }
    return { text: text.subarray(0, length), replies: replies.take() }
  }
  return {
    receive,
    encode: (typed) => encode(typed, negotiation),
    get isSpoken() {
      return isSpoken
    },
  }
}

/** What a device may not ask for, as every telnet program offers it. Only to who speaks Telnet: elsewhere it would be noise. */
function offer(negotiation: Negotiation): void {
  negotiation.propose('theirs', OPTION.suppressGoAhead)
  negotiation.propose('ours', OPTION.windowSize)
  negotiation.propose('ours', OPTION.terminalType)
}

/** Return is sent as a person's telnet program sends it: CR NUL where the device wants single characters, CR LF where it
 *  takes lines, a bare CR over a binary channel. */
function encode(typed: string, negotiation: Negotiation): Buffer {
  const isBinary = negotiation.isOn('ours', OPTION.binary)
  const isByCharacter = negotiation.isOn('theirs', OPTION.suppressGoAhead)
  const bareReturn = isBinary ? '\r' : '\r\0'
  const newline = isBinary || isByCharacter ? bareReturn : '\r\n'
  const encoded = typed.replace(/\r\n|[\r\n\xff]/g, (found) => {
    if (found === '\r') return bareReturn
    if (found === '\n') return newline
    return found === '\xff' ? '\xff\xff' : found
  })
  return Buffer.from(encoded, 'latin1')
}

/** Answers a question about the terminal; other subnegotiations are about options that were refused. */
function answer([option, word]: readonly number[], negotiation: Negotiation, replies: Replies): void {
  const isAsked = option === OPTION.terminalType && word === TERMINAL_TYPE.send
  if (isAsked && negotiation.isOn('ours', OPTION.terminalType)) replies.sayTerminalType()
}

type Replies = ReturnType<typeof createReplies>

/** Collects what is sent back, up to a limit over the whole connection. */
function createReplies() {
  let collected: number[] = []
  let count = 0
  const add = (...bytes: readonly number[]) => {
    count += 1
    if (count <= MOST_REPLIES) collected.push(...bytes)
  }
  const sayAbout = (option: number, words: readonly number[]) => {
    const stuffed = words.flatMap((word) => (word === IAC ? [IAC, IAC] : [word]))
    add(IAC, SB, option, ...stuffed, IAC, SE)
  }
  const { columns, rows, name } = TERMINAL
  return {
    say: (command: number, option: number) => add(IAC, command, option),
    sayWindowSize: () => sayAbout(OPTION.windowSize, [columns >> 8, columns & 255, rows >> 8, rows & 255]),
    sayTerminalType: () => sayAbout(OPTION.terminalType, [TERMINAL_TYPE.is, ...Buffer.from(name, 'latin1')]),
    take: (): Buffer => {
      const all = Buffer.from(collected)
      collected = []
      return all
    },
  }
}
