import type { Log } from '../log/log.ts'
import type { RunStore } from '../store/runs.ts'
import type { Claim, TargetStore } from '../store/targets.ts'

export interface LeaseParts {
  readonly targets: TargetStore
  readonly runs: RunStore
  readonly log: Log
  /** Name of this worker: host, process, start. */
  readonly worker: string
  readonly leaseS: () => number
  readonly heartbeatS: () => number
}

/** A claim that this process keeps alive until it is disposed of. */
export interface Lease extends Disposable {
  /** After it aborts, nothing more may be sent to the device or written. */
  readonly lost: AbortSignal
  /** Aborts when somebody cancelled the run. */
  readonly cancelled: AbortSignal
}

export interface Leases extends Disposable {
  hold(claim: Claim): Lease
  readonly held: number
}

interface Held {
  readonly attempt: number
  readonly runId: string
  readonly lost: AbortController
  readonly cancelled: AbortController
  /** By this process's own clock, which no one can set: after it the lease counts as lost, whatever the database says. */
  deadline: number
}

/** Renews all leases of this process with one statement per heartbeat. A renewal that fails is tried again at the next
 *  beat; a lease that ran out meanwhile is lost. */
export function createLeases(parts: LeaseParts): Leases {
  const held = new Map<string, Held>()
  let beating = false

  async function beat(): Promise<void> {
    expire()
    if (beating || held.size === 0) return
    beating = true
    const asked = performance.now()
    const claims = [...held].map(([id, { attempt }]) => ({ id, attempt }))
    try {
      const mine = new Set(await parts.targets.renew(parts.worker, claims, parts.leaseS()))
      for (const { id } of claims) {
        const lease = held.get(id)
        if (lease && mine.has(id)) lease.deadline = asked + parts.leaseS() * 1000
        else lease?.lost.abort(new Error('the lease was given to another worker'))
      }
      await obeyCancels()
    } catch (error) {
      parts.log.warn({ category: 'system', error }, 'leases could not be renewed; the next heartbeat tries again')
    } finally {
      beating = false
    }
  }

  async function obeyCancels(): Promise<void> {
    const runs = new Set([...held.values()].map((lease) => lease.runId))
    const cancelled = new Set(await parts.runs.cancelRequested([...runs]))
    for (const lease of held.values()) if (cancelled.has(lease.runId)) lease.cancelled.abort()
  }

  function expire(): void {
    for (const lease of held.values()) {
      if (performance.now() > lease.deadline)
        lease.lost.abort(new Error('the lease ran out before it could be renewed'))
    }
  }

  const timer = setInterval(() => void beat(), parts.heartbeatS() * 1000)
  return {
    hold(claim) {
      const lease: Held = {
        attempt: claim.attempt,
        runId: claim.target.runId,
        lost: new AbortController(),
        cancelled: new AbortController(),
        deadline: performance.now() + parts.leaseS() * 1000,
      }
      const { id } = claim.target
      held.get(id)?.lost.abort(new Error('the target was claimed anew'))
      held.set(id, lease)
      const release = (): void => void (held.get(id) === lease && held.delete(id))
      return { lost: lease.lost.signal, cancelled: lease.cancelled.signal, [Symbol.dispose]: release }
    },
    get held() {
      return held.size
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
