import { describe, expect, it } from 'vitest'
import type { Platform } from '../platform.ts'
import { PLATFORMS } from '../registry.ts'
import { createSession } from '../session/session.ts'
import { fakeCli, SECRET, type FakeCliOptions } from './testing/fake-cli.ts'

const credential = { username: 'ops', password: () => 'guest' }

/** Brings the running configuration home from a device that behaves as its platform's data says. */
async function visit(platform: Platform, options: FakeCliOptions = {}) {
  const device = fakeCli(platform, options)
  const session = await createSession({
    transport: device.transport,
    platform,
    credential,
    enableSecret: () => SECRET,
    budgets: { idleMs: 4000, totalMs: 10_000 },
  })
  const { text, complete, flags } = await session.getConfig()
  return { text, wanted: device.text, isProven: complete.proven, flags, typed: device.typed }
}

/** All visits at once: they wait most of the time. */
const visits = (makeOptions: (platform: Platform) => FakeCliOptions, platforms = inShell) =>
  Promise.all(
    platforms.map(async (platform) => ({
      id: platform.id,
      ...(await visit(platform, makeOptions(platform)).catch((error: unknown) => ({ failed: String(error) }))),
    })),
  )

/** Those whose configuration is typed for; the others are an API's or a file's. */
const inShell = PLATFORMS.filter(
  ({ transports, artifacts }) =>
    transports.some((name) => name !== 'http') &&
    artifacts['running-config']?.some((way) => way.every((step) => typeof step === 'string')),
)

const faults = (outcomes: Awaited<ReturnType<typeof visits>>) =>
  outcomes.filter((outcome) => 'failed' in outcome || outcome.text !== outcome.wanted || !outcome.isProven)

describe('a device that behaves as its platform says', () => {
  it('gives its configuration, proven', async () => {
    expect(faults(await visits(() => ({})))).toEqual([])
  })

  it('gives it by the last way when all others are refused in its own words', async () => {
    const refusing = inShell.filter(({ artifacts }) => (artifacts['running-config']?.length ?? 0) > 1)
    expect(faults(await visits(() => ({ refuses: 'all-but-the-last' }), refusing))).toEqual([])
  })

  it('is answered at every question that it may ask at login', async () => {
    for (const index of [0, 1, 2, 3, 4]) {
      const asking = inShell.filter(({ loginAnswers }) => loginAnswers[index])
      const outcomes = await visits(({ loginAnswers }) => ({ question: loginAnswers[index]!.asks }), asking)
      expect(faults(outcomes)).toEqual([])
    }
  })

  it('is told to go on where it pages as most do', async () => {
    expect(faults(await visits(() => ({ pagerMark: / --More-- / })))).toEqual([])
  })

  it('is told to go on by every mark of its pager', async () => {
    for (const index of [0, 1, 2, 3, 4]) {
      const paging = inShell.filter(({ pager }) => pager[index])
      const outcomes = await visits(({ pager }) => ({ pagerMark: pager[index]!.mark }), paging)
      expect(faults(outcomes)).toEqual([])
    }
  })

  it('would not if a refusal were found in the configuration, or a pager in the prompt', async () => {
    const [sound] = inShell.filter(({ id }) => id === 'ruijie_os')
    const broken = [
      { ...sound!, id: 'refuses', rejects: [/^hostname /] },
      { ...sound!, id: 'pages', prompt: { ends: ['>'] }, enable: undefined, pager: [{ mark: /edge1>$/, key: ' ' }] },
    ] as Platform[]
    expect(faults(await visits(() => ({}), broken)).map(({ id }) => id)).toEqual(['refuses', 'pages'])
  })
})
