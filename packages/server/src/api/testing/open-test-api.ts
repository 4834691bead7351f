import { randomBytes } from 'node:crypto'
import type { Setting } from '@netraven/contract'
import { diffLines, unified } from '@netraven/config-text'
import type { InjectOptions } from 'fastify'
import { createPasswords } from '../../auth/passwords.ts'
import { createSealCredential } from '../../credentials/seal-input.ts'
import { createKeyring } from '../../crypto/keyring.ts'
import type { Database } from '../../db/database.ts'
import { openTestDatabase } from '../../db/testing/open-test-database.ts'
import { AppError } from '../../errors/app-error.ts'
import { createCancelRun } from '../../runs/cancel-run.ts'
import { createEnqueueRun } from '../../runs/enqueue-run.ts'
import { nextFires } from '../../scheduler/due.ts'
import { type Caller, systemCaller } from '../../store/caller.ts'
import { createStores } from '../../store/create-stores.ts'
import type { Stores } from '../../store/stores.ts'
import type { Api } from '../api.ts'
import { createApi } from '../create-api.ts'
import type { ApiParts, SettingsDoor } from '../parts.ts'

export const PASSWORD = 'walking the dog at noon'
export const system = systemCaller('test')
/** A device that the API takes. */
export const sw1 = { hostname: 'core-sw1', address: '192.0.2.1', platform: 'cisco_ios', tags: ['core'] }

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** The body as JSON. */
  readonly body: any
}

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>

/** The API on a database of its own, with both doors. What other parts of the program do stands in at its interface. */
export interface TestApi extends AsyncDisposable {
  readonly db: Database
  readonly stores: Stores
  readonly parts: ApiParts
  readonly network: Api
  readonly local: Api
  /** Log lines that were written. */
  readonly logged: string[]
  /** Ids of runs that got a ticket. */
  readonly ticketed: string[]
  /** Calls with a fresh login of a user with this role, made at first use. */
  as(role: Caller['role']): Promise<Call>
  readonly anonymous: Call
  /** Calls through the local door. */
  readonly atHome: Call
}

export async function openTestApi(engine: Database['engine'] = 'pglite'): Promise<TestApi> {
  const db = await openTestDatabase(engine)
  const stores = createStores(db)
  const logged: string[] = []
  const ticketed: string[] = []
  const parts = partsOf(db, stores, logged, ticketed)
  const passwords = createPasswords()
  const network = await createApi(parts, { kind: 'network', loginsPerMinute: 1000 }, passwords)
  const local = await createApi(parts, { kind: 'local', osUser: 'olive' }, passwords)
  const passwordHash = await passwords.hash(PASSWORD)
  const as = async (role: Caller['role']): Promise<Call> => {
    if (!(await stores.users.forLogin(role))) await stores.users.create(system, { name: role, role, passwordHash })
    const { body } = await callerOn(network)('POST', '/auth/login', { name: role, password: PASSWORD })
    return callerOn(network, { authorization: `Bearer ${body.access_token}` })
  }
  const doors = { anonymous: callerOn(network), atHome: callerOn(local) }
  return {
    db,
    stores,
    parts,
    network,
    local,
    logged,
    ticketed,
    as,
    ...doors,
    async [Symbol.asyncDispose]() {
      await network.close()
      await local.close()
      await db[Symbol.asyncDispose]()
    },
  }
}

const callerOn =
  (api: Api, always: Record<string, string> = {}): Call =>
  async (method, path, body, headers = {}) => {
    const url = path.startsWith('/api/') || path.endsWith('z') ? path : `/api/v1${path}`
    const request: InjectOptions = { method: method as 'GET', url, headers: { ...always, ...headers } }
    const answer = await api.inject(body === undefined ? request : { ...request, payload: body as object })
    const isJson = String(answer.headers['content-type']).startsWith('application/json')
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: isJson && answer.body ? answer.json() : undefined,
    }
  }

function partsOf(db: Database, stores: Stores, logged: string[], ticketed: string[]): ApiParts {
  const keyring = createKeyring({ dataKeys: stores.dataKeys, masterKey: randomBytes(32) })
  const note = (_fields: object, message: string): void => void logged.push(message)
  const queue = {
    enqueue: async (_kind: string, keys: readonly string[]) => void ticketed.push(...keys),
    work: async () => async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  }
  return {
    db,
    stores,
    keyring,
    nextFires,
    version: '0.0.0-test',
    log: {
      debug: note,
      info: note,
      warn: note,
      error: (fields, message) => note(fields, `${message}: ${String(fields.error)}`),
    },
    enqueueRun: createEnqueueRun({ db, runs: stores.runs, queue, maxParallel: () => 5 }),
    cancelRun: createCancelRun({ db, queue, ...stores }),
    sealCredential: createSealCredential(keyring),
    openEscrow: async ({ sealed }) => sealed,
    diffTexts: async (before, after, names) => {
      const diff = diffLines(before, after)
      return { unified: unified(diff, names), added: diff.added, removed: diff.removed }
    },
    archive: {
      verify: async () => ({ ok: true, checked: { commits: 3 }, faults: [] }),
      rebuild: async () => ({ commits: 3, head: 'f'.repeat(40), same_ids: true }),
    },
    verify: async () => ({
      ok: false,
      checked: { blobs: 2 },
      faults: [{ what: 'blob', id: 'abc', message: 'does not hash to its name' }],
    }),
    settings: settingsOn(stores),
    authSettings: { accessMinutes: () => 15, refreshDays: () => 14 },
  }
}

/** The database level alone, with one key. */
function settingsOn({ settings }: Stores): SettingsDoor {
  const key = 'job.max_parallel'
  const read = async (): Promise<Setting> => {
    const stored = (await settings.all()).find((row) => row.key === key)
    const common = { key, default: 5, unit: null, about: 'visits at a time', writable: true, needs_restart: false }
    return { ...common, value: stored?.value ?? 5, source: stored ? 'database' : 'default' }
  }
  const known = (asked: string): void => {
    if (asked !== key) throw new AppError('not_found', `There is no setting ${asked}; do you mean ${key}?`)
  }
  return {
    list: async () => [await read()],
    async set(who, asked, value) {
      known(asked)
      if (typeof value !== 'number') throw new AppError('invalid', `${asked} is a number`)
      await settings.set(who, asked, value)
      return read()
    },
    async unset(who, asked) {
      known(asked)
      await settings.unset(who, asked)
      return read()
    },
  }
}
