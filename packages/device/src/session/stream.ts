import { joinLines, type Answer } from './answer.ts'

/** Turns an answer that arrives line by line into an iterable; the next lines are read when the last ones were taken. */
export async function* streamLines(
  ask: (onLines: (lines: readonly string[]) => Promise<void>) => Promise<Answer>,
  encode: (raw: string) => Buffer,
): AsyncGenerator<Buffer> {
  let handOver = Promise.withResolvers<readonly string[] | undefined>()
  let taken = Promise.withResolvers<void>()
  let isAbandoned = false
  const answer = ask(async (lines) => {
    if (isAbandoned) return // read on to the prompt, so that the session stays usable
    handOver.resolve(lines)
    await taken.promise
  })
  answer.then(
    ({ raw }) => handOver.resolve(raw === '' ? undefined : raw.slice(0, -1).split('\n')),
    (error: unknown) => handOver.reject(error),
  )
  try {
    for (let lines = await handOver.promise; lines; lines = await handOver.promise) {
      handOver = Promise.withResolvers()
      const isLast = await Promise.race([answer.then(() => true), Promise.resolve(false)])
      yield encode(isLast ? joinLines(lines) : `${lines.join('\n')}\n`)
      const next = taken
      taken = Promise.withResolvers()
      next.resolve()
      if (isLast) return
    }
  } finally {
    isAbandoned = true
    taken.resolve()
  }
}
