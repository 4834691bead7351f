import { existsSync } from 'node:fs'
import { createApi } from '../api/create-api.ts'
import type { GlobalOptions, InProcess } from '../cli/wired.ts'
import { AppError } from '../errors/app-error.ts'
import { schedule, tidyUp, work } from './acts.ts'
import { configOf, dataFolderOf, openGround, type World } from './ground.ts'
import { apiParts, archivistOf } from './parts.ts'

/** NetRaven without a port, for one command on a folder that nobody holds. With `work` it also works runs off, takes
 *  over what a killed process left, and publishes, until the command lets go. */
export async function openInProcess(
  world: World,
  version: string,
  options: GlobalOptions & { readonly work: boolean },
): Promise<InProcess> {
  refuseMissingFolder(world, options)
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

/** A mistyped folder must not come to be, with a database and a master key in it. */
function refuseMissingFolder(world: World, options: GlobalOptions): void {
  const config = configOf(world, options)
  const folder = dataFolderOf(config, world.cwd)
  if (config.get('database.url') || existsSync(folder)) return
  const help = '"netraven serve" or "netraven init" makes it; --data-dir names another'
  throw new AppError('not_found', `there is no data folder ${folder}: ${help}`)
}
