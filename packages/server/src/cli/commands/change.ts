import { Option } from 'commander'
import type { Scene } from '../act.ts'
import { CommandFailure, exitCodes } from '../failure.ts'

type Change = Readonly<Record<string, unknown>>

/** `--enabled yes|no`, as a boolean. */
export const enabledOption = (about: string): Option => new Option('--enabled <yes|no>', about).choices(['yes', 'no'])

export const yes = (answer: string | undefined): boolean | undefined =>
  answer === undefined ? undefined : answer === 'yes'

/** Sends the fields that were named, and says what came of it. */
export async function sendChange(
  { client, print }: Scene<unknown>,
  path: string,
  name: string,
  change: Change,
): Promise<void> {
  if (Object.values(change).every((value) => value === undefined))
    throw new CommandFailure(exitCodes.usage, 'Nothing to change was named; --help shows what can be')
  const changed = await client.send<object>('PATCH', path, change)
  if (print.isJson) print.result(changed, '')
  else print.say(`changed ${name}`)
}
