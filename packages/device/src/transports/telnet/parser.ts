import { COMMAND } from './codes.ts'

/** What stands between the text. */
export interface TelnetEvents {
  /** Any command at all: the other end speaks Telnet. */
  readonly onCommand: () => void
  /** WILL, WONT, DO or DONT. */
  readonly onOption: (command: number, option: number) => void
  readonly onSubnegotiation: (bytes: readonly number[]) => void
}

/** Tells text from commands, byte by byte. */
export interface TelnetParser {
  /** True between commands. */
  readonly isText: boolean
  /** Takes the next byte; true when it is text. */
  take(byte: number): boolean
}

type State = 'text' | 'command' | 'option' | 'subnegotiation' | 'subnegotiation-command'

/** A subnegotiation that is longer is given up: what follows is text again. */
const LONGEST_SUBNEGOTIATION = 1024
const { iac: IAC, se: SE, sb: SB } = COMMAND

/** Go-ahead, data mark and all other commands mean nothing to a program that waits for a prompt. Source: RFC 854, 855. */
export function createTelnetParser({ onCommand, onOption, onSubnegotiation }: TelnetEvents): TelnetParser {
  let state: State = 'text'
  let command = 0
  let held: number[] = []

  const to = (next: State): false => {
    state = next
    return false
  }
  const takeCommand = (byte: number): boolean => {
    state = 'text'
    // An urgent data mark travels outside the stream, so that its IAC may stand before the next byte of text.
    if (byte === IAC || byte < SE) return true
    onCommand()
    command = byte
    held = []
    if (byte === SB) state = 'subnegotiation'
    else if (byte > SB) state = 'option'
    return false
  }
  const takeOption = (option: number): false => {
    onOption(command, option)
    return to('text')
  }
  const hold = (byte: number): false => {
    held.push(byte)
    return to(held.length > LONGEST_SUBNEGOTIATION ? 'text' : 'subnegotiation')
  }
  const takeHeldCommand = (byte: number): boolean => {
    if (byte === IAC) return hold(byte)
    if (byte !== SE) return takeCommand(byte) // an end that was forgotten
    onSubnegotiation(held)
    return to('text')
  }
  return {
    get isText() {
      return state === 'text'
    },
    take: (byte) => {
      switch (state) {
        case 'text':
          return byte === IAC ? to('command') : true
        case 'command':
          return takeCommand(byte)
        case 'option':
          return takeOption(byte)
        case 'subnegotiation':
          return byte === IAC ? to('subnegotiation-command') : hold(byte)
        default:
          return takeHeldCommand(byte)
      }
    },
  }
}
