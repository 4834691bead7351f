import type { GlobalOptions, ListenOptions, Roles } from '../cli/wired.ts'
import { AppError } from '../errors/app-error.ts'
import { schedule, together, work } from './acts.ts'
import { firstAdministrator } from './first-steps.ts'
import { configOf, type Flags, type Ground, openGround, type World } from './ground.ts'
import { listen } from './listen.ts'
import { apiParts, archivistOf } from './parts.ts'

/** The processes that NetRaven can be. Each ends, in order, when the world's signal aborts. */
export const createRoles = (world: World, version: string): Roles => ({
  async serve(options) {
    await using ground = await openGround(world, options, listenFlags(options))
    const archivist = archivistOf(ground)
    await using _api = await serveApi(world, version, ground, archivist)
    if (ground.embedded) say(world, `Data in ${ground.dataFolder}. ${POWER_LOSS}`)
    await together(world.signal, [(signal) => schedule(ground, archivist, signal), (signal) => work(ground, signal)])
  },
  async api(options) {
    await using ground = await openServer(world, 'api', options, listenFlags(options))
    await using _api = await serveApi(world, version, ground)
    await aborted(world.signal)
  },
  async scheduler(options) {
    await using ground = await openServer(world, 'scheduler', options)
    say(world, 'NetRaven scheduler is running')
    await schedule(ground, archivistOf(ground), world.signal)
  },
  async worker(options) {
    await using ground = await openServer(world, 'worker', options, { 'worker.concurrency': options.concurrency })
    say(world, 'NetRaven worker is running')
    await work(ground, world.signal)
  },
  async init(options) {
    await using ground = await openGround(world, options)
    const token = await firstAdministrator(ground)
    const next = ' "netraven serve" prints how to make the first administrator.'
    say(world, `${ground.dataFolder} is ready.${token ? next : ''}`)
  },
  async migrate(options) {
    await using ground = await openGround(world, options)
    say(world, `the ${ground.embedded ? 'embedded database' : 'database'} is up to date`)
  },
})

const POWER_LOSS = 'The embedded database survives a crash of NetRaven, not a loss of power: keep copies.'

const say = ({ stderr }: World, text: string): void => void stderr.write(`${text}\n`)

async function serveApi(world: World, version: string, ground: Ground, archivist = archivistOf(ground)) {
  const token = await firstAdministrator(ground)
  const api = await listen(ground, apiParts(ground, archivist, version))
  say(world, `NetRaven ${version} listens on ${api.url} (API documentation: ${api.url}/api/docs)`)
  if (token) {
    say(world, `There is no administrator yet. Make one with this token, within an hour:\n  ${token}`)
    say(world, `  POST ${api.url}/api/v1/setup {"token", "name", "password"}`)
  }
  return api
}

/** Roles in processes of their own meet in a PostgreSQL database; the embedded one has room for one process. */
async function openServer(world: World, role: string, options: GlobalOptions, flags: Flags = {}): Promise<Ground> {
  if (configOf(world, options, flags).get('database.url')) return openGround(world, options, flags)
  throw new AppError(
    'invalid',
    `"netraven ${role}" needs a PostgreSQL database: set NETRAVEN_DATABASE_URL, or run everything in one process with "netraven serve"`,
  )
}

const listenFlags = ({ host, port }: ListenOptions): Flags => ({ 'api.host': host, 'api.port': port })

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
