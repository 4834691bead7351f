import type { Answer } from './answer.ts'

interface Batch {
  readonly lines: readonly string[]
  readonly isLast: boolean
}

/** Turns an answer that arrives line by line into an iterable; the next lines are read when the last ones were taken.
 *  Blank lines at the end of the answer are not part of it. */
export async function* streamLines(
  ask: (onLines: (lines: readonly string[]) => Promise<void>) => Promise<Answer>,
  encode: (raw: string) => Buffer,
): AsyncGenerator<Buffer> {
  let ready = nextBatch()
  let taken = Promise.withResolvers<void>()
  let isAbandoned = false
  ask(async (lines) => {
    if (isAbandoned) return // read on to the prompt, so that the session stays usable
    ready.resolve({ lines, isLast: false })
    await taken.promise
  }).then(
    ({ raw }) => ready.resolve({ lines: raw.split('\n').slice(0, -1), isLast: true }),
    (error: unknown) => ready.reject(error),
  )
  let blanks = 0
  try {
    for (let isLast = false; !isLast;) {
      const batch = await ready.promise
      ready = nextBatch()
      const end = batch.lines.findLastIndex((line) => line !== '') + 1
      if (end > 0) yield encode(`${'\n'.repeat(blanks)}${batch.lines.slice(0, end).join('\n')}\n`)
      blanks = batch.lines.length - end + (end > 0 ? 0 : blanks)
      isLast = batch.isLast
      const next = taken
      taken = Promise.withResolvers()
      next.resolve()
    }
  } finally {
    isAbandoned = true
    taken.resolve()
  }
}

/** An error that nobody waits for, because the iterable was left, is nobody's. */
function nextBatch(): PromiseWithResolvers<Batch> {
  const batch = Promise.withResolvers<Batch>()
  batch.promise.catch(() => undefined)
  return batch
}
