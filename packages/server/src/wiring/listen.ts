import { userInfo } from 'node:os'
import { createApi } from '../api/create-api.ts'
import type { ApiParts } from '../api/parts.ts'
import { createPasswords } from '../auth/passwords.ts'
import { announceServing, prepareSocket, socketPathOf } from '../db/data-folder.ts'
import { AppError } from '../errors/app-error.ts'
import type { Ground } from './ground.ts'

/** The API on its two doors: the network, where people log in, and a socket that only the owner of the data folder can
 *  open. `url` is where the first one listens. */
export async function listen(ground: Ground, parts: ApiParts): Promise<AsyncDisposable & { readonly url: string }> {
  const { config, dataFolder } = ground
  const passwords = createPasswords()
  await using opening = new AsyncDisposableStack()
  const network = await createApi(parts, { kind: 'network' }, passwords)
  opening.defer(() => network.close())
  const host = config.get('api.host')
  const url = await network.listen({ host, port: config.get('api.port') }).catch((error: NodeJS.ErrnoException) => {
    throw notListening(host, config.get('api.port'), error)
  })
  const local = await createApi(parts, { kind: 'local', osUser: userInfo().username }, passwords)
  opening.defer(() => local.close())
  const socket = socketPathOf(dataFolder)
  prepareSocket(socket)
  await local.listen({ path: socket }) // its mode is 0600 by the umask
  opening.use(announceServing(dataFolder, { socket, url }))
  const opened = opening.move()
  return { url, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

function notListening(host: string, port: number, error: NodeJS.ErrnoException): AppError {
  const why = error.code === 'EADDRINUSE' ? 'another program listens there' : error.message
  return new AppError(
    'unavailable',
    `the API can't listen on ${host}:${port}: ${why}. Choose another with --port, or 0 for a free one`,
  )
}
