/** Counts what waits and wakes the one who waits for it. */
export interface Bell {
  ring(): void
  /** True as soon as it has been rung `times` since the last hush; false after `ms`, or when the signal aborts. */
  wait(times: number, ms: number, signal: AbortSignal): Promise<boolean>
  hush(): void
}

export function createBell(): Bell {
  let rung = 0
  let wake = (): void => {}
  return {
    ring: () => {
      rung += 1
      wake()
    },
    hush: () => {
      rung = 0
    },
    wait: async (times, ms, signal) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, ms)
      wake = () => rung >= times && resolve()
      const stop = (): void => resolve()
      signal.addEventListener('abort', stop)
      if (signal.aborted) resolve()
      wake()
      await promise
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      return rung >= times && !signal.aborted
    },
  }
}
