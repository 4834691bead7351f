import { has } from '@netraven/tools/needs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DeviceError } from '../errors.ts'
import { findPlatform } from '../registry.ts'
import { startReplay, type Recorded, type Replay } from '../testing/recorded/start-replay.ts'
import { comparisonOf, each, visitRecorded } from '../testing/recorded/visit-recorded.ts'

/** What became of a device that was asked what it is. */
interface Outcome {
  readonly name: string
  readonly detected: string
  readonly isRight: boolean
  readonly isWrongAndGood: boolean
}

async function detectAndRead(device: Recorded, folder: string): Promise<Outcome> {
  const { name } = device
  const known = findPlatform(device.netmiko ?? device.model)
  try {
    await using session = await visitRecorded(device, { platform: 'auto' })
    const { id } = session.platform
    const config = await session.getConfig()
    const { brought, wanted } = comparisonOf(device, config, folder)
    const isSame = JSON.stringify(brought) === JSON.stringify(wanted)
    const isRight = id === known?.id || known?.equals.includes(id) === true
    return { name, detected: id, isRight: isRight && isSame, isWrongAndGood: config.complete.proven && !isSame }
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    return { name, detected: error.message, isRight: false, isWrongAndGood: false }
  }
}

describe.runIf(has('shared')).each([
  { way: 'as recorded', args: [] },
  {
    way: 'seven bytes at a time, from afar, through a pager, with CRLF',
    args: ['--chunk', '7', '--latency-ms', '3', '--pager', '5', '--crlf'],
  },
  { way: 'over telnet', args: ['--telnet'] },
])('recorded devices that are asked what they are, $way', ({ args }) => {
  let replay: Replay
  beforeAll(async () => {
    replay = await startReplay(args)
  }, 60_000)
  afterAll(() => replay?.[Symbol.asyncDispose]())

  it('are known, nine of ten, and none is taken for another and called good', { timeout: 120_000 }, async () => {
    const whole = replay.devices.filter(({ degenerate }) => !degenerate)
    const outcomes: Outcome[] = []
    await each(whole, async (device) => void outcomes.push(await detectAndRead(device, replay.folder)))
    expect(outcomes.filter(({ isWrongAndGood }) => isWrongAndGood)).toEqual([])
    const unknown = outcomes.filter(({ isRight }) => !isRight)
    expect(unknown.slice(Math.floor(whole.length / 10))).toEqual([])
  })
})
