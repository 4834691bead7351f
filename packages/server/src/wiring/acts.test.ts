import { describe, expect, it } from 'vitest'
import { together } from './acts.ts'

const untilAborted = (done: string[], name: string) => (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      done.push(name)
      resolve()
    })
  })

describe('together', () => {
  it('ends all with the signal', async () => {
    const done: string[] = []
    const stop = new AbortController()
    const both = together(stop.signal, [untilAborted(done, 'one'), untilAborted(done, 'two')])
    stop.abort()
    await both
    expect(done.toSorted()).toEqual(['one', 'two'])
  })

  it('stops the others when one fails, waits for them, and says why', async () => {
    const done: string[] = []
    const failing = () => Promise.reject(new Error('no database'))
    await expect(together(new AbortController().signal, [untilAborted(done, 'one'), failing])).rejects.toThrow(
      'no database',
    )
    expect(done).toEqual(['one'])
  })
})
