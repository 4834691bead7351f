import { describe, expect, it } from 'vitest'
import { dueFire, nextFire, nextFires } from './due.ts'

const at = (iso: string): Date => new Date(iso)
const nightly = { kind: 'cron', expression: '30 2 * * *', time_zone: 'Europe/Berlin' } as const
const hourly = { kind: 'interval', every_s: 3600 } as const

describe('nextFire', () => {
  it('never fires a job that is started by hand', () => {
    expect(nextFire({ kind: 'manual' }, at('2026-11-21T00:00:00Z'))).toBeNull()
  })

  it('reads a cron expression in the time zone of the schedule', () => {
    expect(nextFire(nightly, at('2026-11-21T00:00:00Z'))).toEqual(at('2026-11-21T01:30:00Z'))
    expect(nextFire(nightly, at('2026-07-01T00:00:00Z'))).toEqual(at('2026-07-01T00:30:00Z'))
  })

  it('fires a skipped local time at the first valid instant', () => {
    expect(nextFire(nightly, at('2026-03-28T12:00:00Z'))).toEqual(at('2026-03-29T01:00:00Z'))
  })

  it('fires a repeated local time once', () => {
    const fires = nextFires(nightly, at('2026-10-24T12:00:00Z'), 2)
    expect(fires).toEqual([at('2026-10-25T00:30:00Z'), at('2026-10-26T01:30:00Z')])
  })

  it('says what is wrong with an expression', () => {
    expect(() => nextFire({ kind: 'cron', expression: '61 * * * *', time_zone: 'UTC' }, new Date())).toThrow(
      /61|minute|range/i,
    )
  })
})

describe('dueFire', () => {
  it('keeps the rhythm of an interval however late it is', () => {
    const due = dueFire(hourly, at('2026-11-21T01:00:00Z'), at('2026-11-21T04:10:00Z'))
    expect(due).toEqual({ dueAt: at('2026-11-21T01:00:00Z'), next: at('2026-11-21T05:00:00Z'), missed: 3 })
  })

  it('fires once for a cron job that slept through two nights', () => {
    const due = dueFire(nightly, at('2026-11-21T01:30:00Z'), at('2026-11-23T09:00:00Z'))
    expect(due).toEqual({ dueAt: at('2026-11-21T01:30:00Z'), next: at('2026-11-24T01:30:00Z'), missed: 2 })
  })

  it('misses nothing when it is on time', () => {
    const due = dueFire(nightly, at('2026-11-21T01:30:00Z'), at('2026-11-21T01:30:00.500Z'))
    expect(due.missed).toBe(0)
  })
})
