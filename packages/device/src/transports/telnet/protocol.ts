import { COMMAND, OPTION, TERMINAL_TYPE } from './codes.ts'
import { createNegotiation, type Negotiation } from './negotiation.ts'

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
/** A subnegotiation that is longer is given up: what follows is text again. */
const LONGEST_SUBNEGOTIATION = 1024
/** Replies after which a peer that negotiates without end hears no more. */
const MOST_REPLIES = 500
const NUL = 0
const CR = 13
const { iac: IAC, se: SE, sb: SB } = COMMAND

type State = 'text' | 'command' | 'option' | 'subnegotiation' | 'subnegotiation-command'

/** Speaks the network virtual terminal's side of a user. Go-ahead, data mark and all other commands mean nothing to a
 *  program that waits for a prompt. Source: RFC 854, 855, 1143. */
export function createTelnetProtocol(): TelnetProtocol {
  const replies = createReplies()
  const negotiation = createNegotiation(replies.say, (side, option) => {
    if (side === 'ours' && option === OPTION.windowSize) replies.sayWindowSize()
  })
  let state: State = 'text'
  let command = 0
  let held: number[] = []
  let isAfterReturn = false
  let isSpoken = false

  const isStuffing = (byte: number): boolean =>
    isAfterReturn && byte === NUL && !negotiation.isOn('theirs', OPTION.binary)
  /** True when the byte is text. */
  const take = (byte: number): boolean => {
    if (state === 'text') return byte === IAC ? to('command') : true
    if (state === 'command') return takeCommand(byte)
    if (state === 'option') return hear(byte)
    return takeHeld(byte)
  }
  const to = (next: State): false => {
    state = next
    return false
  }
  const takeCommand = (byte: number): boolean => {
    state = 'text'
    // An urgent data mark travels outside the stream, so that its IAC may stand before the next byte of text.
    if (byte === IAC || byte < SE) return true
    isSpoken = true
    command = byte
    if (byte === SB) held = []
    if (byte >= SB) state = byte === SB ? 'subnegotiation' : 'option'
    return false
  }
  const hear = (option: number): false => {
    negotiation.hear(command, option)
    proposeOnce()
    return to('text')
  }
  const takeHeld = (byte: number): boolean => {
    if (state === 'subnegotiation') return byte === IAC ? to('subnegotiation-command') : hold(byte)
    if (byte === IAC) return hold(byte)
    if (byte === SE) answer(held, negotiation, replies)
    return byte === SE ? to('text') : takeCommand(byte) // an end that was forgotten
  }
  const hold = (byte: number): false => {
    held.push(byte)
    return to(held.length > LONGEST_SUBNEGOTIATION ? 'text' : 'subnegotiation')
  }
  /** What a device may not ask for, as every telnet program offers it. Only to who speaks Telnet: elsewhere it would be noise. */
  const proposeOnce = () => {
    negotiation.propose('theirs', OPTION.suppressGoAhead)
    negotiation.propose('ours', OPTION.windowSize)
    negotiation.propose('ours', OPTION.terminalType)
  }
  const receive: TelnetProtocol['receive'] = (bytes) => {
    if (state === 'text' && !bytes.includes(IAC) && !bytes.includes(NUL)) {
      if (bytes.length > 0) isAfterReturn = bytes.at(-1) === CR
      return { text: bytes, replies: replies.take() }
    }
    const text = Buffer.alloc(bytes.length)
    let length = 0
    for (const byte of bytes) {
      if (!take(byte)) continue
      if (!isStuffing(byte)) text[length++] = byte
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
