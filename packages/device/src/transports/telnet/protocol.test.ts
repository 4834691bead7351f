import { describe, expect, it } from 'vitest'
import { COMMAND, OPTION } from './codes.ts'
import { createTelnetProtocol } from './protocol.ts'

const { iac: IAC, will: WILL, wont: WONT, do: DO, dont: DONT, sb: SB, se: SE } = COMMAND
const { echo: ECHO, suppressGoAhead: SGA, windowSize: NAWS, terminalType: TTYPE, binary: BINARY } = OPTION
const LINEMODE = 34
const NEW_ENVIRON = 39
/** What is offered to a device that speaks Telnet, beside the answer to its first word. */
const OFFERS = [DO, SGA, WILL, NAWS, WILL, TTYPE]
const WINDOW = [SB, NAWS, 1, 255, 3, 232]

/** Bytes of the replies, without the IAC before each command. */
const words = (replies: Buffer): number[] => [...replies].filter((byte, at) => byte !== IAC || replies[at - 1] === IAC)

function heard(...bytes: readonly (number | string)[]) {
  const protocol = createTelnetProtocol()
  const all = Buffer.concat(bytes.map((one) => (typeof one === 'string' ? Buffer.from(one, 'latin1') : Buffer.of(one))))
  const { text, replies } = protocol.receive(all)
  return { protocol, text: text.toString('latin1'), replies: words(replies) }
}

describe('text', () => {
  it('keeps every byte; 255 is doubled on its way', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
    const stuffed = Buffer.from(all.toString('latin1').replace('\xff', '\xff\xff').replace('\r', '\r\0'), 'latin1')
    expect(createTelnetProtocol().receive(stuffed).text).toEqual(all)
    expect(createTelnetProtocol().encode('\xff')).toEqual(Buffer.of(255, 255))
  })

  it('loses the NUL behind a return, and keeps the line feed', () => {
    expect(heard('a\r\0b\r\nc\0d').text).toBe('a\rb\r\nc\0d')
  })

  it('keeps the NUL where the device sends binary', () => {
    expect(heard(IAC, WILL, BINARY, 'a\r\0b').text).toBe('a\r\0b')
  })

  it('loses commands that mean nothing to a program: data mark, no operation, go-ahead, are you there', () => {
    expect(heard('a', IAC, 242, 'b', IAC, 241, 'c', IAC, 249, 'd', IAC, 246, 'e')).toMatchObject({
      text: 'abcde',
      replies: [],
    })
  })

  it('loses no byte behind an IAC whose data mark travelled as urgent data', () => {
    expect(heard('switch', IAC, '# ').text).toBe('switch# ')
  })
})

describe('return', () => {
  it('is CR LF until the device wants single characters, then CR NUL', () => {
    const { protocol } = heard('login: ')
    expect(protocol.encode('admin\n').toString()).toBe('admin\r\n')
    protocol.receive(Buffer.of(IAC, WILL, SGA))
    expect(protocol.encode('admin\n').toString()).toBe('admin\r\0')
  })

  it('is what the platform says where it says so', () => {
    const { protocol } = heard(IAC, WILL, SGA)
    expect(protocol.encode('a\r\n').toString()).toBe('a\r\n')
    expect(protocol.encode('a\r').toString()).toBe('a\r\0')
  })

  it('is a bare CR over a channel that is binary', () => {
    const { protocol } = heard(IAC, DO, BINARY)
    expect(protocol.encode('a\n').toString()).toBe('a\r')
  })
})

describe('negotiation', () => {
  it('lets the device echo, and offers window and terminal once', () => {
    expect(heard(IAC, WILL, ECHO).replies).toEqual([DO, ECHO, ...OFFERS])
    expect(heard(IAC, WILL, ECHO, IAC, WILL, SGA, IAC, WILL, ECHO).replies).toEqual([DO, ECHO, ...OFFERS])
  })

  it('sends nothing to a port that never speaks Telnet', () => {
    const raw = heard('router> ')
    expect(raw.replies).toEqual([])
    expect(raw.protocol.isSpoken).toBe(false)
  })

  it('refuses everything else, and does not echo itself', () => {
    const asked = heard(IAC, DO, LINEMODE, IAC, WILL, NEW_ENVIRON, IAC, DO, ECHO)
    expect(asked.replies).toEqual([WONT, LINEMODE, ...OFFERS, DONT, NEW_ENVIRON, WONT, ECHO])
  })

  it('says nothing to a refusal of what was off, and agrees to an end', () => {
    expect(heard(IAC, WONT, LINEMODE).replies).toEqual(OFFERS)
    const { protocol } = heard(IAC, WILL, ECHO)
    expect(words(protocol.receive(Buffer.of(IAC, WONT, ECHO)).replies)).toEqual([DONT, ECHO])
    expect(words(protocol.receive(Buffer.of(IAC, WONT, ECHO)).replies)).toEqual([])
  })

  it('tells the window when it is wanted, and again when it is turned on anew', () => {
    const { protocol, replies } = heard(IAC, DO, NAWS)
    expect(replies).toEqual([WILL, NAWS, ...WINDOW, SE, DO, SGA, WILL, TTYPE])
    expect(words(protocol.receive(Buffer.of(IAC, DO, NAWS)).replies)).toEqual([])
    const again = protocol.receive(Buffer.of(IAC, DONT, NAWS, IAC, DO, NAWS))
    expect(words(again.replies)).toEqual([WONT, NAWS, WILL, NAWS, ...WINDOW, SE])
  })

  it('doubles the 255 in the width of the window', () => {
    const { replies } = createTelnetProtocol().receive(Buffer.of(IAC, DO, NAWS))
    expect(replies.subarray(3, 13)).toEqual(Buffer.of(IAC, SB, NAWS, 1, 255, 255, 3, 232, IAC, SE))
  })

  it('tells the terminal as often as it is asked, once it has been agreed on', () => {
    const send = [IAC, SB, TTYPE, 1, IAC, SE]
    const is = [SB, TTYPE, 0, ...Buffer.from('vt100'), SE]
    expect(heard(...send).replies).toEqual([])
    const { protocol } = heard(IAC, DO, TTYPE)
    expect(words(protocol.receive(Buffer.from([...send, ...send])).replies)).toEqual([...is, ...is])
  })

  it('ends with a peer that answers every answer', () => {
    const protocol = createTelnetProtocol()
    let sent = 0
    for (let round = 0; round < 10_000; round++) {
      sent += protocol.receive(Buffer.of(IAC, WILL, LINEMODE, IAC, WONT, ECHO, IAC, WILL, ECHO)).replies.length
    }
    expect(sent).toBeLessThanOrEqual(1500)
  })
})

describe('a subnegotiation', () => {
  it('may hold any byte, and be split anywhere', () => {
    const protocol = createTelnetProtocol()
    for (const byte of [IAC, SB, NEW_ENVIRON, IAC, IAC, SE, 1, IAC])
      expect(protocol.receive(Buffer.of(byte)).text).toHaveLength(0)
    expect(protocol.receive(Buffer.from([SE, 0x61])).text.toString()).toBe('a')
  })

  it('that is never ended is given up, and what follows is text', () => {
    const { text } = heard(IAC, SB, TTYPE, 'x'.repeat(5000))
    expect(text.length).toBeGreaterThan(3900)
  })

  it('that another command cuts off is forgotten', () => {
    expect(heard(IAC, SB, TTYPE, 1, IAC, WILL, ECHO, 'a')).toMatchObject({
      text: 'a',
      replies: [DO, ECHO, ...OFFERS],
    })
  })
})
