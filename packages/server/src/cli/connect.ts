import { type Client, createClient } from './client.ts'
import { inProcessDoor } from './doors/in-process-door.ts'
import { serverDoor } from './doors/server-door.ts'
import { findSocket, socketDoor } from './doors/socket-door.ts'
import { CommandFailure, exitCodes } from './failure.ts'
import type { Surroundings } from './surroundings.ts'
import type { GlobalOptions, Wired } from './wired.ts'

export interface Connection extends AsyncDisposable {
  readonly client: Client
  /** No other process is there: what this command leaves undone stays undone. */
  readonly isAlone: boolean
}

/** Finds the API: the server that was named; else the process that holds the data folder; else this one, which then
 *  holds it as long as the command runs. With `work`, runs go on also when nobody else is there to work them off. */
export async function connect(
  around: Surroundings,
  wired: Wired,
  options: GlobalOptions,
  { work }: { readonly work: boolean },
): Promise<Connection> {
  const server = options.server ?? around.environment.NETRAVEN_SERVER
  if (server !== undefined) return lasting(createClient(serverDoor(server, tokenOf(around)), around.signal))
  const socket = await findSocket(await wired.dataFolder(options), around.signal)
  if (socket !== undefined) return lasting(createClient(socketDoor(socket), around.signal))
  const inProcess = await wired.openInProcess({ ...options, work })
  const client = createClient(inProcessDoor(inProcess), around.signal)
  return { client, isAlone: true, [Symbol.asyncDispose]: () => inProcess[Symbol.asyncDispose]() }
}

const lasting = (client: Client): Connection => ({
  client,
  isAlone: false,
  [Symbol.asyncDispose]: async () => undefined,
})

function tokenOf({ environment }: Surroundings): string {
  const token = environment.NETRAVEN_TOKEN
  if (token) return token
  throw new CommandFailure(
    exitCodes.notAllowed,
    'A server needs a token: set NETRAVEN_TOKEN to the access_token that POST /api/v1/auth/login answers',
  )
}
