import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Claim } from '../store/targets.ts'
import { createLeases } from './leases.ts'

const claim = (id: string): Claim => ({
  target: { id, runId: 'run-1' } as Claim['target'],
  attempt: 3,
  leaseUntil: new Date(),
})

describe('leases', () => {
  let renewed: string[] | Error
  let cancelled: string[]
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    renewed = ['a']
    cancelled = []
  })
  afterEach(() => void vi.useRealTimers())

  const open = () =>
    createLeases({
      targets: { renew: async () => (renewed instanceof Error ? Promise.reject(renewed) : renewed) } as never,
      runs: { cancelRequested: async () => cancelled } as never,
      log: { warn: () => undefined } as never,
      worker: 'w',
      leaseS: () => 30,
      heartbeatS: () => 10,
    })

  it('stays while the heartbeat renews it', async () => {
    using leases = open()
    using lease = leases.hold(claim('a'))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(lease.lost.aborted).toBe(false)
  })

  it('is lost at once when another worker has the target', async () => {
    using leases = open()
    using lease = leases.hold(claim('a'))
    renewed = []
    await vi.advanceTimersByTimeAsync(10_000)
    expect(lease.lost.aborted).toBe(true)
  })

  it('is lost when the database stays away longer than the lease', async () => {
    using leases = open()
    using lease = leases.hold(claim('a'))
    renewed = new Error('the database is away')
    await vi.advanceTimersByTimeAsync(29_000)
    expect(lease.lost.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(11_000)
    expect(lease.lost.aborted).toBe(true)
  })

  it('tells a visit that its run was cancelled', async () => {
    using leases = open()
    using lease = leases.hold(claim('a'))
    cancelled = ['run-1']
    await vi.advanceTimersByTimeAsync(10_000)
    expect(lease.cancelled.aborted).toBe(true)
  })

  it('of an earlier claim in the same process is lost, and its end leaves the later one alone', async () => {
    using leases = open()
    const earlier = leases.hold(claim('a'))
    using later = leases.hold({ ...claim('a'), attempt: 4 })
    expect(earlier.lost.aborted).toBe(true)
    earlier[Symbol.dispose]()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(leases.held).toBe(1)
    expect(later.lost.aborted).toBe(false)
  })

  it('is let go when its visit ends', () => {
    using leases = open()
    const lease = leases.hold(claim('a'))
    expect(leases.held).toBe(1)
    lease[Symbol.dispose]()
    expect(leases.held).toBe(0)
  })
})
