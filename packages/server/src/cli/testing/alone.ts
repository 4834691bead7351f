import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Command } from 'commander'
import type { Surroundings } from '../surroundings.ts'

export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly code: number
}

/** Runs a command that needs no data folder in this process, in a home folder of its own. */
export async function runAlone(
  create: (around: Surroundings) => Command,
  args: readonly string[],
  around: Partial<Surroundings> & Pick<Surroundings, 'homeFolder'>,
): Promise<Outcome> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  let code = 0
  const command = create({
    environment: { NETRAVEN_PASSWORD: 'right-password' },
    osUser: 'netbackup',
    stdin,
    stdout,
    stderr,
    signal: new AbortController().signal,
    exitWith: (status) => (code = status),
    ...around,
  })
  const said = Promise.all([buffer(stdout), buffer(stderr)])
  try {
    await command
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .parseAsync(args, { from: 'user' })
  } finally {
    stdout.end()
    stderr.end()
  }
  const [out, err] = await said
  return { stdout: out.toString(), stderr: err.toString(), code }
}
