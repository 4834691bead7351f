import { createApi } from '../api/create-api.ts'
import type { GlobalOptions, InProcess } from '../cli/wired.ts'
import { schedule, tidyUp, work } from './acts.ts'
import { openGround, type World } from './ground.ts'
import { apiParts, archivistOf } from './parts.ts'

/** NetRaven without a port, for one command on a folder that nobody holds. With `work` it also works runs off, takes
 *  over what a killed process left, and publishes, until the command lets go. */
export async function openInProcess(
  world: World,
  version: string,
  options: GlobalOptions & { readonly work: boolean },
): Promise<InProcess> {
  await using opening = new AsyncDisposableStack()
  const ground = opening.use(await openGround(world, options, { 'log.level': 'warn' }))
  const archivist = archivistOf(ground)
  const api = await createApi(apiParts(ground, archivist, version), { kind: 'local', osUser: world.osUser })
  opening.defer(() => api.close())
  if (options.work && ground.embedded) {
    const stop = new AbortController()
    await tidyUp(ground)
    const acts = Promise.all([schedule(ground, archivist, stop.signal), work(ground, stop.signal)])
    opening.defer(async () => {
      await archivist.publishPending()
      stop.abort()
      await acts
    })
  }
  const opened = opening.move()
  return { api, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}
