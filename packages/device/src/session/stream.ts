import { withoutLineEnds, type Answer } from './answer.ts'

interface Batch {
  /** Whole lines. */
  readonly text: string
  readonly isLast: boolean
}

/** Turns an answer that arrives in pieces of whole lines into an iterable; the next lines are read when the last ones were taken.
 *  Blank lines at the end of the answer are not part of it. */
export async function* streamText(
  ask: (onText: (text: string) => Promise<void>) => Promise<Answer>,
  encode: (raw: string) => Buffer,
): AsyncGenerator<Buffer> {
  let ready = nextBatch()
  let taken = Promise.withResolvers<void>()
  let isAbandoned = false
  ask(async (text) => {
    if (isAbandoned) return // read on to the prompt, so that the session stays usable
    ready.resolve({ text, isLast: false })
    await taken.promise
  }).then(
    ({ raw }) => ready.resolve({ text: raw, isLast: true }),
    (error: unknown) => ready.reject(error),
  )
  let blanks = 0
  try {
    for (let isLast = false; !isLast;) {
      const batch = await ready.promise
      ready = nextBatch()
      const end = withoutLineEnds(batch.text)
      if (end > 0) yield encode(`${'\n'.repeat(blanks)}${batch.text.slice(0, end)}\n`)
      blanks = end > 0 ? batch.text.length - end - 1 : blanks + batch.text.length
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
