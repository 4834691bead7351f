import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { has } from '@netraven/tools/needs'
import { DeviceError } from '../errors.ts'
import { PROOFS } from '../proofs.ts'
import type { AlgorithmProfile } from '../transports/algorithms.ts'
import { startReplay, type Recorded, type Replay } from './recorded/start-replay.ts'
import { comparisonOf, each, visitRecorded } from './recorded/visit-recorded.ts'

interface Variation {
  readonly name: string
  readonly args: readonly string[]
  readonly profile?: AlgorithmProfile
}

const variations: readonly Variation[] = [
  { name: 'as recorded', args: [] },
  { name: 'byte by byte', args: ['--chunk', '1'] },
  { name: 'seven bytes at a time, from afar', args: ['--chunk', '7', '--latency-ms', '3'] },
  { name: 'with CRLF', args: ['--crlf'] },
  { name: 'through a pager', args: ['--pager', '24'] },
  { name: 'far away', args: ['--latency-ms', '25'] },
  { name: 'with the algorithms of 2005', args: ['--legacy-ssh'], profile: 'legacy' },
  { name: 'with the recorded command only', args: ['--no-alias'] },
  {
    name: 'in the worst way',
    args: ['--chunk', '1', '--crlf', '--pager', '5', '--no-alias', '--latency-ms', '1'],
  },
  { name: 'over telnet', args: ['--telnet'] },
  { name: 'over telnet, seven bytes at a time, with CRLF', args: ['--telnet', '--chunk', '7', '--crlf'] },
]

async function compare(device: Recorded, folder: string, algorithms: AlgorithmProfile): Promise<void> {
  await using session = await visitRecorded(device, { algorithms })
  const config = await session.getConfig()
  const { brought, wanted } = comparisonOf(device, config, folder)
  expect({ name: device.name, proven: config.complete.proven, lines: brought }).toEqual({
    name: device.name,
    proven: true,
    lines: wanted,
  })
}

/** How a visit to a device that has no configuration ends. */
async function endOf(device: Recorded, algorithms: AlgorithmProfile): Promise<string> {
  try {
    await using session = await visitRecorded(device, { algorithms })
    const { complete } = await session.getConfig()
    return complete.proven ? 'good' : 'incomplete'
  } catch (error) {
    return error instanceof DeviceError ? error.kind : String(error)
  }
}

describe.runIf(has('shared')).each(variations)('recorded devices $name', ({ args, profile = 'modern' }) => {
  let replay: Replay
  beforeAll(async () => {
    replay = await startReplay(args)
  }, 60_000)
  afterAll(() => replay?.[Symbol.asyncDispose]())

  it('hand out their configuration, whole and with nothing else', { timeout: 120_000 }, async () => {
    const devices = replay.devices.filter(({ degenerate }) => !degenerate)
    expect(devices).toHaveLength(33)
    // where this fails: npm run proofs
    const proven = Object.values(PROOFS).flatMap((proof) => proof?.recordings ?? [])
    expect(proven.toSorted()).toEqual(devices.map(({ name }) => name).toSorted())
    await each(devices, (device) => compare(device, replay.folder, profile))
  })

  it('that have none are never good', { timeout: 60_000 }, async () => {
    const devices = replay.devices.filter(({ degenerate }) => degenerate)
    expect(devices).toHaveLength(9)
    await each(devices, async (device) => {
      const end = await endOf(device, profile)
      expect({ name: device.name, end }).toEqual({
        name: device.name,
        end: expect.stringMatching(/^(?:incomplete|unsupported|rejected)$/),
      })
    })
  })
})
