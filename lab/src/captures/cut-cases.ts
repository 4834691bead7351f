import type { FakePlatform } from '@netraven/device/testing'
import type { DeviceFaultCase } from './fault-case.ts'

/** How a cut configuration may end, and what a visit makes of it. */
export const cutEndings = [
  { ending: 'closed', ends: 'closed' },
  { ending: 'silence', ends: 'timeout' },
  { ending: 'prompt', ends: 'incomplete' },
] as const

/** A configuration cut at one byte, ended in one way. Where an end mark or a declared size proves, every read is cut;
 *  where structure or two reads prove, the first read only, and the device is then read whole. */
export function cutCases(platform: FakePlatform, atByte: number): readonly DeviceFaultCase[] {
  const provesItself = platform === 'cisco_ios' || platform === 'frr'
  return cutEndings.map(({ ending, ends }) => {
    const reads = provesItself || ending !== 'prompt' ? 'every' : 'first'
    return {
      name: `cuts its configuration at byte ${atByte}, then ${ending}`,
      faults: [{ kind: 'cut-config', atByte, ending, reads }],
      ends: reads === 'first' ? 'succeeded' : ends,
      budget: ending === 'silence' ? 'idle' : 'none',
      platforms: [platform],
    }
  })
}
