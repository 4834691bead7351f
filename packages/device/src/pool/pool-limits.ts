import { DeviceError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { findPlatform } from '../registry.ts'
import type { PooledOptions } from './pool-key.ts'
import type { Seats, Want } from './seats.ts'

/** Numbers of a pool. */
export interface PoolLimits {
  /** Sessions at once: in use, idle, being opened or closed. */
  readonly maxSize: number
  /** The same per device; a platform's `maxSessions` lowers it. */
  readonly perHost: number
  /** Idle sessions that stay beyond `maxIdleMs` as long as they are answered: those last used. None is opened ahead of need. */
  readonly minIdle: number
  readonly maxIdleMs: number
  /** Longest wait for a session that is ready: its turn, connection and login together. */
  readonly connectionTimeoutMs: number
  /** Silence after which a device is asked for a sign of life. */
  readonly keepAliveMs: number
}

export const DEFAULT_POOL_LIMITS: PoolLimits = {
  maxSize: 50,
  perHost: 5,
  minIdle: 5,
  maxIdleMs: 300_000,
  connectionTimeoutMs: 30_000,
  keepAliveMs: 60_000,
}

/** The device that sessions are counted for: its address, behind the same jump hosts, by whatever port and transport. */
export const placeOf = ({ host, jump = [] }: PooledOptions): string =>
  [...jump.map((hop) => hop.host), host].join(' > ').toLowerCase()

/** Sessions at once to a device. What it is may only be found out later (`auto`); then the pool's own number holds. */
export function linesOf({ platform }: PooledOptions, { perHost }: PoolLimits): number {
  const known = platformOf(platform)
  return known ? Math.min(perHost, known.maxSessions) : perHost
}

/** Why a caller got no session in time: the limit it waited for. */
export function tooLate(want: Want, { seats, bounds }: { seats: Seats; bounds: PoolLimits }): DeviceError {
  const seconds = bounds.connectionTimeoutMs / 1000
  const lines =
    want.perHost < bounds.perHost ? `maxSessions of its platform, ${want.perHost}` : `perHost, ${want.perHost}`
  const limit = seats.takenAt(want.place) >= want.perHost ? lines : `maxSize, ${bounds.maxSize}`
  return new DeviceError('timeout', `no session to ${want.place} was free within ${seconds} s; the limit is ${limit}`, {
    host: want.place,
    phase: 'connect',
  })
}

const platformOf = (platform: PooledOptions['platform']): Platform | undefined =>
  typeof platform === 'string' ? findPlatform(platform) : platform
