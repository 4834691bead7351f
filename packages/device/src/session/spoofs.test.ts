import { describe, expect, it } from 'vitest'
import { answering, openScripted, scriptedShell, testPlatform } from '../testing/scripted-shell.ts'
import { SPOOFS } from '../testing/spoofs.ts'

const prompt = 'edge1# '
const platform = testPlatform({
  prompt: { ends: ['#', '>', '$', '%', ']'], modes: [/\([\w-]+\)/] },
  enable: { command: 'enable', asks: /(password|secret)[^\n]*:\s*$/i, ready: '#' },
})
const before = Array.from({ length: 12 }, (_, at) => `interface GigabitEthernet0/${at}`)
const after = [' description uplink', 'line vty 0 4', 'end']
const textWith = (spoof: string) => [...before, spoof, ...after].join('\r\n')

/** Reads a text that arrives in these pieces. */
async function read(greeting: string, pieces: readonly string[], endMark?: RegExp) {
  const device = scriptedShell(greeting, answering(prompt, { 'show run': pieces }))
  const shell = await openScripted(device, platform)
  const answer = await shell.ask('show run', endMark && { endMark })
  return { prompt: shell.prompt, doubt: undefined, ...answer, typed: device.typed }
}

it('are at least forty, and no two are equal', () => {
  expect(new Set(SPOOFS).size).toBe(SPOOFS.length)
  expect(SPOOFS.length).toBeGreaterThanOrEqual(40)
})

describe.each(SPOOFS)('%j', (spoof) => {
  const text = `${textWith(spoof)}\r\n`
  const expected = { raw: text.replaceAll('\r\n', '\n'), refusal: undefined, doubt: undefined, prompt }
  const typed = ['\n', 'show run\n']

  it('is text in a configuration, whole, byte by byte, and where it ends a piece', async () => {
    const end = text.indexOf(spoof, before.join('\r\n').length) + spoof.length
    for (const pieces of [[text], [...text], [text.slice(0, end), text.slice(end)]])
      expect(await read(`\r\n${prompt}`, pieces)).toMatchObject({ ...expected, typed })
  })

  it('is text behind an end mark', async () => {
    const marked = `${textWith(`end\r\n${spoof}`)}\r\n`
    for (const pieces of [[marked], [...marked]])
      expect((await read(`\r\n${prompt}`, pieces, /^end$/)).raw).toBe(marked.replaceAll('\r\n', '\n'))
  })

  it('is text in a banner', async () => {
    const greeting = `Welcome\r\n${spoof}\r\n\r\n${prompt}`
    expect(await read(greeting, [text])).toMatchObject({ ...expected, typed })
  })
})
