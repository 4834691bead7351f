import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createPrinter } from './print.ts'

/** What a device may have put into a description: clear the screen, set the title, in 7 and in 8 bits. */
const hostile = 'up\u001b[2J\u001b]0;owned\u0007\u009b2J\u0000 down'

const printing = (isTTY: boolean, json = false) => {
  const chunks: Buffer[] = []
  const stdout = new Writable({ write: (chunk: Buffer, _encoding, done) => (chunks.push(chunk), done()) })
  const around = { stdout: Object.assign(stdout, { isTTY }), stderr: stdout, environment: {} }
  return { print: createPrinter(around as never, { json }), out: () => Buffer.concat(chunks).toString() }
}

describe('a printer', () => {
  it('lets no device speak to the terminal: in tables, records, lines, results and talk', () => {
    const { print, out } = printing(true)
    print.list([{ title: hostile }], [{ title: 'TITLE', value: (row) => row.title }], '')
    print.record({}, { Title: hostile })
    print.event({}, hostile)
    print.result({}, hostile)
    print.say(hostile)
    expect(out().replaceAll(/[\n]/g, '')).not.toMatch(/\p{Cc}/u)
  })

  it('lets none do so in JSON either, which stays the same JSON', () => {
    const { print, out } = printing(true, true)
    print.result({ title: hostile }, '')
    expect(out().trimEnd()).not.toMatch(/\p{Cc}/u)
    expect(JSON.parse(out())).toEqual({ title: hostile })
  })

  it('gives bytes exactly as they are to a file, and without controls to a terminal', () => {
    const bytes = Buffer.from(`line\n${hostile}\n`)
    const [file, terminal] = [printing(false), printing(true)]
    file.print.bytes(bytes)
    terminal.print.bytes(bytes)
    expect(file.out()).toBe(bytes.toString())
    expect(terminal.out().replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
    expect(terminal.out()).toContain('down\n')
  })
})
