import type { Command } from 'commander'
import type { Client } from './client.ts'
import { connect } from './connect.ts'
import { exitCodes, reportFailure } from './failure.ts'
import { createPrinter, type Printer } from './print.ts'
import type { Surroundings } from './surroundings.ts'
import type { GlobalOptions, Wired } from './wired.ts'

/** What commands are made of. */
export interface Kit {
  readonly around: Surroundings
  readonly wired: Wired
}

/** What a command has in hand while it runs. */
export interface Scene<O> {
  readonly client: Client
  /** No other process is there to go on with what this command starts. */
  readonly isAlone: boolean
  readonly print: Printer
  readonly options: O & GlobalOptions
  readonly around: Surroundings
}

type Arguments = readonly (string | string[] | undefined)[]

/** A command that speaks to the API: finds it, acts, lets go, and turns a failure into words and an exit code.
 *  The act may give an exit code. */
export const acting =
  <O, A extends Arguments>(
    { around, wired }: Kit,
    act: (scene: Scene<O>, ...args: A) => Promise<number | void>,
    { work = () => false }: { readonly work?: (options: O) => boolean } = {},
  ) =>
  async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1) as Command
    const options = command.optsWithGlobals<O & GlobalOptions & { json?: boolean }>()
    const args = given.slice(0, -2) as unknown as A
    try {
      await using connection = await connect(around, wired, options, { work: work(options) })
      const print = createPrinter(around, { json: options.json === true })
      const { client, isAlone } = connection
      const code = await act({ client, isAlone, print, options, around }, ...args)
      around.exitWith(code ?? exitCodes.ok)
    } catch (error) {
      reportFailure(error, around)
    }
  }
