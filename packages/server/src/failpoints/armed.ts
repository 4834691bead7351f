/** The failpoints of fault tests. `NETRAVEN_FAILPOINTS="worker.claimed=kill@2;archive.ref-moved=hang"` arms them:
 *  `kill` is SIGKILL to this process, `hang` never returns, `throw` throws, `delay:MS` waits; `@n` means the n-th passage
 *  (default: the first). Never part of a normal start. */
interface Armed {
  readonly action: string
  readonly passage: number
  passed: number
}

const armed = new Map<string, Armed>(
  (process.env['NETRAVEN_FAILPOINTS'] ?? '')
    .split(';')
    .filter(Boolean)
    .map((term) => {
      const [name = '', what = 'kill'] = term.split('=')
      const [action = 'kill', passage = '1'] = what.split('@')
      return [name, { action, passage: Number(passage), passed: 0 }]
    }),
)

export const failpointsArmed = true

export async function failpoint(name: string): Promise<void> {
  const point = armed.get(name)
  if (!point || ++point.passed !== point.passage) return
  if (point.action === 'kill') process.kill(process.pid, 'SIGKILL')
  if (point.action === 'throw') throw new Error(`failpoint ${name}`)
  const [, delayMs] = point.action.split('delay:')
  await new Promise<void>((resolve) => delayMs && setTimeout(resolve, Number(delayMs)))
}
