import { COMMAND, OPTION } from './codes.ts'

/** Which end an option is about: what the device does, or what is done here. */
export type Side = 'theirs' | 'ours'

/** Options of one connection. */
export interface Negotiation {
  isOn(side: Side, option: number): boolean
  /** Takes WILL, WONT, DO or DONT. */
  hear(command: number, option: number): void
  /** Asks for an option, once. */
  propose(side: Side, option: number): void
}

type State = 'off' | 'asked' | 'on'

const AGREED: Readonly<Record<Side, ReadonlySet<number>>> = {
  theirs: new Set([OPTION.binary, OPTION.echo, OPTION.suppressGoAhead]),
  ours: new Set([OPTION.binary, OPTION.suppressGoAhead, OPTION.terminalType, OPTION.windowSize]),
}
const YES: Readonly<Record<Side, number>> = { theirs: COMMAND.do, ours: COMMAND.will }
const NO: Readonly<Record<Side, number>> = { theirs: COMMAND.dont, ours: COMMAND.wont }

/** Agrees on options so that two ends never answer each other's answers. Only changes are answered, and a refusal of
 *  something that is off isn't one. Nothing is ever turned off from here, so the states WANTNO have no place.
 *  Source: RFC 1143 section 7. */
export function createNegotiation(
  say: (command: number, option: number) => void,
  onAgreed: (side: Side, option: number) => void,
): Negotiation {
  const states = { theirs: new Map<number, State>(), ours: new Map<number, State>() }
  const stateOf = (side: Side, option: number): State => states[side].get(option) ?? 'off'

  const turnOn = (side: Side, option: number) => {
    const before = stateOf(side, option)
    if (before === 'on') return
    if (before === 'off') say(AGREED[side].has(option) ? YES[side] : NO[side], option)
    if (!AGREED[side].has(option)) return
    states[side].set(option, 'on')
    onAgreed(side, option)
  }
  const turnOff = (side: Side, option: number) => {
    if (stateOf(side, option) === 'on') say(NO[side], option)
    states[side].delete(option)
  }
  return {
    isOn: (side, option) => stateOf(side, option) === 'on',
    hear: (command, option) => {
      const side = command === COMMAND.will || command === COMMAND.wont ? 'theirs' : 'ours'
      if (command === COMMAND.will || command === COMMAND.do) turnOn(side, option)
      else turnOff(side, option)
    },
    propose: (side, option) => {
      if (stateOf(side, option) !== 'off') return
      states[side].set(option, 'asked')
      say(YES[side], option)
    },
  }
}
