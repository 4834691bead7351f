import { describe, expect, it } from 'vitest'
import { createTerminal, type Terminal } from './terminal.ts'

const shown = ({ lastLines, current }: Terminal): string => [...lastLines(1000), current].join('\n')

/** Renders the bytes in one piece, and again split at each place; all must agree. */
function rendered(bytes: string): string {
  const whole = createTerminal()
  whole.write(bytes)
  for (let at = 1; at < bytes.length; at++) {
    const split = createTerminal()
    split.write(bytes.slice(0, at))
    split.write(bytes.slice(at))
    expect(shown(split), `split at ${at}`).toBe(shown(whole))
  }
  const single = createTerminal()
  for (const byte of bytes) single.write(byte)
  expect(shown(single), 'byte by byte').toBe(shown(whole))
  return shown(whole)
}

describe('a terminal', () => {
  it.each([
    ['line ends of every kind', 'a\nb\r\nc\r\r\nd\n\r', 'a\nb\nc\nd\n'],
    ['a carriage return that goes back and prints over', 'abcdef\rxy', 'xycdef'],
    ['backspaces', 'abc\b\bX', 'aXc'],
    [
      'a pager erased by backspaces and blanks',
      'a\r\n--More--\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\bnext\r\n',
      'a\nnext    \n',
    ],
    ['erasing to the end of the line', 'a--More--\r\x1b[Kb', 'b'],
    ['erasing the whole line', 'abc\x1b[2K\rd', 'd'],
    ['erasing up to the cursor', 'abcdef\x1b[3D\x1b[1Kx', '   xef'],
    ['clearing the screen before the first prompt', '\x1b[H\x1b[Jrouter#', 'router#'],
    ['moving right over nothing', 'a\x1b[3Cb', 'a   b'],
    ['moving left', 'abc\x1b[2Dx', 'axc'],
    ['going to a column', 'abc\x1b[2Gx\x1b[1;1Hy', 'yxc'],
    ['colours and modes', '\x1b[1;31mred\x1b[0m\x1b[?25l\x1b=\x1b>!', 'red!'],
    ['a title, ended by BEL or ST', '\x1b]0;title\x07a\x1b]0;title\x1b\\b', 'ab'],
    ['DCS, APC and charset sequences', '\x1bPq#0\x1b\\a\x1b_x\x1b\\b\x1b(Bc', 'abc'],
    ['8-bit CSI and OSC', 'a\x9b31mb\x9d0;t\x07c', 'abc'],
    ['tabs, which stay', 'a\tb', 'a\tb'],
    ['NUL, BEL and DEL, which go', 'a\x00b\x07c\x7f', 'abc'],
    ['UTF-8 whose bytes look like 8-bit controls', '\xc4\x9b\xe2\x90\x9b x', '\xc4\x9b\xe2\x90\x9b x'],
    ['an 8-bit control behind a character that a line end cut', '\xe2\x82\n\x9b2Kx', '\xe2\x82\nx'],
    ['a next-line sequence, which ends a line', 'a\x1bEb', 'a\nb'],
    ['rows one below the other, which are lines', '\x1b[1;1Ha\x1b[2;1Hb\x1b[4;3Hc', 'a\nb\n\n  c'],
    [
      'a line that scrolls by insertion, and is drawn anew',
      'a\x1b[24;9H\x1b[1;0H\x1b[1M\x1b[24;1H\x1b[1L\x1b[24;9H\x1b[24;1H\x1b[2K\x1b[24;1Hb',
      'a\nb',
    ],
    ['trailing blanks, which matter', 'banner   \r\n', 'banner   \n'],
    ['an unterminated sequence, closed by the line end', 'a\x1b]0;never\nb', 'a\nb'],
    ['blanks and backspaces that less wraps lines with', 'abc \bdef', 'abcdef'],
  ])('renders %s', (_name, bytes, expected) => {
    expect(rendered(bytes)).toBe(expected)
  })

  it('leaves no trace of an erased pager mark, whichever way the device erases it', () => {
    const erasers = [
      '\b'.repeat(8) + ' '.repeat(8) + '\b'.repeat(8),
      '\r' + ' '.repeat(8) + '\r',
      '\r\x1b[K',
      '\b \b'.repeat(8),
    ]
    for (const eraser of erasers) {
      const terminal = createTerminal()
      terminal.write('--More--')
      terminal.eraseFrom(0)
      terminal.write(`${eraser} ip address 192.0.2.1\r\n\r\n`)
      expect(terminal.takeText()).toBe(' ip address 192.0.2.1\n\n')
    }
  })

  it('leaves no trace of an eraser that is longer than the mark', () => {
    const terminal = createTerminal()
    terminal.write('--More--')
    terminal.eraseFrom(0)
    terminal.write(`\r${' '.repeat(60)}\rb\r\n`)
    expect(terminal.takeText()).toBe('b\n')
  })

  it('tells from where on a line is shown inverse, to its end', () => {
    const terminal = createTerminal()
    terminal.write('a\r\nb \x1b[7mlines 1-2')
    expect(terminal.inverseFrom).toBe(2)
    terminal.write('\x1b[m')
    expect(terminal.inverseFrom).toBe(2)
    terminal.write('c')
    expect(terminal.inverseFrom).toBeUndefined()
  })

  it('keeps the text before a mark in the middle of a line', () => {
    const terminal = createTerminal()
    terminal.write('command system view--More--')
    terminal.eraseFrom('command system view'.length)
    terminal.write('\b'.repeat(8) + ' '.repeat(8) + '\b'.repeat(8) + ' display\r\n')
    expect(terminal.takeText()).toBe('command system view display\n')
  })

  it('gives up a sequence that never ends, and bounds every move', () => {
    const terminal = createTerminal()
    terminal.write('\x1b]' + 'x'.repeat(1000))
    expect(terminal.current.length).toBeGreaterThan(700)
    terminal.clear()
    terminal.write('\x1b[999999999C'.repeat(50) + 'x')
    expect(terminal.current.length).toBeLessThan(1100)
  })

  it('counts bytes and lines, also those taken away', () => {
    const terminal = createTerminal()
    terminal.write('a\nb\nc')
    expect(terminal.lastLines(1)).toEqual(['b'])
    expect(terminal.takeText()).toBe('a\nb\n')
    expect(terminal).toMatchObject({ size: 5, finished: 2, widest: 1, current: 'c' })
    expect(terminal.takeText()).toBe('')
    terminal.clear()
    expect(terminal).toMatchObject({ size: 0, finished: 0, current: '' })
  })
})
