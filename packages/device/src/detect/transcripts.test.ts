import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DeviceError } from '../errors.ts'
import type { Transcript } from '../recording/transcript.ts'
import { findPlatform } from '../registry.ts'
import { createTerminal } from '../session/terminal.ts'
import { detectOn } from './detect-platform.ts'
import { scriptedDevice, type Script } from './testing/scripted-device.ts'

const folder = new URL('../../transcripts/', import.meta.url)

/** What a screen shows of it. */
function shown(text: string): string {
  const terminal = createTerminal()
  terminal.write(text)
  return terminal.takeText() + terminal.current
}

/** The device of a transcript: what it says at first, and to each command; anything else is answered by nothing. */
function scriptOf({ ident, channels }: Transcript): Script | undefined {
  const shell = channels.find(({ command, file }) => command === undefined && file === undefined)
  if (!shell) return undefined
  const said = new Map<string, string>()
  let typed = ''
  for (const { type, say } of shell.events) {
    if (type !== undefined) typed = type.trim()
    else said.set(typed, (said.get(typed) ?? '') + (say ?? ''))
  }
  const [greeting = '', prompt = ''] = /^([^]*\n|)(.*)$/.exec(shown(said.get('') ?? ''))?.slice(1) ?? []
  const answers = [...said].map(([command, answer]) => {
    const lines = shown(answer).split('\n').slice(0, -1)
    return [command, lines.slice(lines[0]?.includes(command) ? 1 : 0).join('\n')]
  })
  return { ident, greeting, prompt, answers: Object.fromEntries(answers) as Record<string, string> }
}

/** What the device of a transcript is taken for: its platform, another one, or nothing. */
async function verdictOn({ platform, ...transcript }: Transcript): Promise<string> {
  const script = scriptOf({ platform, ...transcript })
  if (!script) return 'no shell'
  try {
    const { platform: found } = await detectOn({ ...scriptedDevice(script), budgets: { idleMs: 2000 } })
    return found.id === platform || findPlatform(platform)?.equals.includes(found.id) ? 'right' : found.id
  } catch (error) {
    if (error instanceof DeviceError) return 'unknown'
    throw error
  }
}

it('no device of a transcript is taken for another, and four of five are known by what little was written down', async () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const verdicts = await Promise.all(
    files.map(async (name) => ({
      name,
      verdict: await verdictOn(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Transcript),
    })),
  )
  const judged = verdicts.filter(({ verdict }) => verdict !== 'no shell')
  expect(judged.filter(({ verdict }) => !['right', 'unknown'].includes(verdict))).toEqual([])
  expect(judged.filter(({ verdict }) => verdict === 'unknown').slice(Math.floor(judged.length / 5))).toEqual([])
}, 60_000)
