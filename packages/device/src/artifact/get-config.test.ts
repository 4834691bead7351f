import { describe, expect, it } from 'vitest'
import { ciscoIos } from '../platforms/cisco/ios.ts'
import { juniperJunos } from '../platforms/juniper/junos.ts'
import { mikrotikRouteros } from '../platforms/mikrotik/routeros.ts'
import type { Ask } from '../session/answer.ts'
import { getConfig, type LastGood } from './get-config.ts'

/** A device that gives one text after the other; a text that begins with `!refused` is a refusal. */
function device(...texts: readonly string[]): { ask: Ask; asked: string[] } {
  const asked: string[] = []
  const ask: Ask = async (command) => {
    const raw = texts[Math.min(asked.length, texts.length - 1)] ?? ''
    asked.push(command)
    return { raw, refusal: raw.startsWith('!refused') ? raw : undefined, exitStatus: null }
  }
  return { ask, asked }
}

const lastGood = (text: string): LastGood => ({ bytes: text.length, sameAs: (other) => other === text })
const ios = (body: string, declared = body.length) =>
  `Building configuration...\n\nCurrent configuration : ${declared} bytes\n${body}`
const whole = ios('!\nversion 17.9\nhostname r1\n!\nend\n')
const cut = whole.replace('!\nend\n', '')
const routeros = (day: number, body = 'add address=192.0.2.1/24') =>
  `# 2026-01-0${day} 03:04:05 by RouterOS 7.16\n# model = x\n/ip address\n${body}\n`

describe('an artifact', () => {
  it('that its end mark proves is read once', async () => {
    const { ask, asked } = device(whole)
    const artifact = await getConfig({ ask, platform: ciscoIos }, 'running-config', {})
    expect(artifact).toMatchObject({
      text: whole,
      complete: { proven: true, by: 'end-mark' },
      flags: [],
      reads: 1,
      command: 'show running-config',
    })
    expect(artifact.bytes.equals(Buffer.from(whole))).toBe(true)
    expect(artifact.volatileLines).toEqual([0, 2])
    expect(asked).toEqual(['show running-config'])
  })

  it('that is cut is read again, and the whole one counts', async () => {
    const artifact = await getConfig({ ask: device(cut, whole).ask, platform: ciscoIos }, 'running-config', {})
    expect(artifact).toMatchObject({ text: whole, complete: { proven: true, by: 'end-mark' }, reads: 2 })
  })

  it('that is always cut is handed out with the reason, after three reads', async () => {
    const artifact = await getConfig({ ask: device(cut).ask, platform: ciscoIos }, 'running-config', {})
    expect(artifact).toMatchObject({
      text: cut,
      complete: { proven: false, by: null },
      reads: 3,
      reason: 'the end mark is missing',
    })
  })

  it('whose size contradicts its end mark needs two equal reads, and says so', async () => {
    const wrong = ios('!\nversion 17.9\nhostname r1\n!\nend\n', 9999)
    const artifact = await getConfig({ ask: device(wrong).ask, platform: ciscoIos }, 'running-config', {})
    expect(artifact).toMatchObject({
      complete: { proven: true, by: 'double-read' },
      reads: 2,
      flags: [expect.stringContaining('size')],
    })
  })

  it('that may have been disturbed needs two equal reads, and says so', async () => {
    const ask: Ask = async () => ({ raw: whole, refusal: undefined, exitStatus: null, doubt: 'a blank line was typed' })
    const artifact = await getConfig({ ask, platform: ciscoIos }, 'running-config', {})
    expect(artifact).toMatchObject({ complete: { proven: true }, reads: 2, flags: ['a blank line was typed'] })
  })

  it('without any mark is proven by two reads that differ in volatile lines only', async () => {
    const artifact = await getConfig(
      { ask: device(routeros(1), routeros(2)).ask, platform: mikrotikRouteros },
      'running-config',
      {},
    )
    expect(artifact).toMatchObject({ text: routeros(2), complete: { proven: true, by: 'double-read' }, reads: 2 })
  })

  it('that changes between two reads is read a third time', async () => {
    const { ask } = device(
      routeros(1),
      routeros(2, 'add address=192.0.2.2/24'),
      routeros(3, 'add address=192.0.2.2/24'),
    )
    expect(await getConfig({ ask, platform: mikrotikRouteros }, 'running-config', {})).toMatchObject({
      complete: { by: 'double-read' },
      reads: 3,
    })
  })

  it('that is as the last good one is read once', async () => {
    const { ask } = device(routeros(1))
    const artifact = await getConfig({ ask, platform: mikrotikRouteros }, 'running-config', {
      lastGood: lastGood(routeros(1)),
    })
    expect(artifact).toMatchObject({ complete: { proven: true, by: 'double-read' }, reads: 1 })
  })

  it('that lost more than 40 % is read twice and flagged', async () => {
    const options = { lastGood: lastGood(whole.repeat(3)) }
    expect(await getConfig({ ask: device(whole).ask, platform: ciscoIos }, 'running-config', options)).toMatchObject({
      complete: { proven: true, by: 'end-mark' },
      reads: 2,
      flags: ['SHRUNK'],
    })
    const restless = ['a', 'b', 'c'].map((name) => whole.replace('r1', name))
    expect(
      await getConfig({ ask: device(...restless).ask, platform: ciscoIos }, 'running-config', options),
    ).toMatchObject({
      complete: { proven: false, by: null },
      reads: 3,
      reason: expect.stringContaining('40 %'),
    })
  })

  it('takes the next alternative where a command is refused', async () => {
    const { ask, asked } = device('!refused\n', 'system {\n    host-name r1;\n}\n')
    const artifact = await getConfig({ ask, platform: juniperJunos }, 'running-config', {})
    expect(artifact).toMatchObject({ command: 'show configuration', complete: { proven: true, by: 'closed' } })
    expect(asked).toEqual(['show configuration | display omit', 'show configuration', 'show configuration'])
  })

  it('is an error where every alternative is refused, or where the platform has none', async () => {
    const refused = getConfig({ ask: device('!refused\n').ask, platform: juniperJunos }, 'running-config', {})
    await expect(refused).rejects.toMatchObject({ kind: 'rejected', details: { hint: expect.any(String) } })
    const unknown = getConfig({ ask: device(whole).ask, platform: juniperJunos }, 'startup-config', {})
    await expect(unknown).rejects.toMatchObject({ kind: 'unsupported' })
  })

  it('keeps invalid UTF-8 exact in its bytes', async () => {
    const latin1 = whole.replace('hostname r1', 'description caf\xe9')
    const artifact = await getConfig({ ask: device(latin1).ask, platform: ciscoIos }, 'running-config', {})
    expect(artifact.bytes.toString('latin1')).toBe(latin1)
    expect(artifact.text).toContain('caf\ufffd')
  })
})
