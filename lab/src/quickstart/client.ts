import { typed, type Page } from './page.ts'
import { finish, startNetraven } from './program.ts'
import { QuickstartError } from './quickstart-error.ts'

/** What the quickstart reads from NetRaven's answers. */
export interface RunSeen {
  readonly id: string
  readonly status: string
  readonly targets_total: number
  readonly targets_succeeded: number
  readonly targets_failed: number
  readonly targets: readonly TargetSeen[]
}

export interface TargetSeen {
  readonly hostname: string
  /** `new`, `changed` or `unchanged`; null when it failed. */
  readonly outcome: string | null
  readonly snapshot_id: string | null
}

export interface SnapshotSeen {
  readonly id: string
  readonly hostname: string
  readonly commit_id: string | null
}

interface Named {
  readonly id: string
  readonly name: string
}

interface DeviceSeen {
  readonly id: string
  readonly hostname: string
  readonly port: number
}

/** NetRaven as a newcomer drives it: by its command line, which finds the running server by the data folder. */
export interface Client {
  /** False when the administrator's password was changed since the quickstart made it. */
  readonly logIn: () => Promise<boolean>
  readonly credentials: () => Promise<readonly Named[]>
  readonly addCredential: (
    name: string,
    login: { username: string; password: string; enableSecret: string },
  ) => Promise<void>
  readonly devices: () => Promise<readonly DeviceSeen[]>
  /** Adds what is not there yet. */
  readonly importDevices: (csvFile: string) => Promise<void>
  /** A device has another port than before. */
  readonly moveDevice: (id: string, port: number) => Promise<void>
  readonly jobs: () => Promise<readonly Named[]>
  readonly addNightlyJob: (name: string, tag: string) => Promise<void>
  /** Starts a run and shows it until its end. */
  readonly runJob: (name: string) => Promise<RunSeen>
  readonly snapshot: (id: string) => Promise<SnapshotSeen>
  /** Of the newest snapshot of a device. */
  readonly diff: (hostname: string) => Promise<string>
}

export interface ClientParts {
  readonly page: Page
  readonly dataDir: string
  readonly url: string
  readonly adminPassword: string
  /** Ends the command that runs. */
  readonly signal: AbortSignal
}

interface CallOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Exit codes that are no error. Default: 0 alone. */
  readonly fine?: readonly number[]
  /** The call and what it prints are shown, because a person may want to type it. */
  readonly isShown?: boolean
}

const SOME_FAILED = 5

export function createClient({ page, dataDir, url, adminPassword, signal }: ClientParts): Client {
  const where = typed(dataDir) === 'netraven-data' ? [] : ['--data-dir', dataDir]

  async function call(
    args: readonly string[],
    { env = {}, fine = [0], isShown = false }: CallOptions = {},
  ): Promise<string> {
    if (isShown) page.command(['npx netraven', ...args.map(quoted), ...where].join(' '))
    const child = startNetraven([...args, ...where, '--no-input'], env, signal)
    const { code, stdout, stderr } = await finish(child, isShown ? page.line : undefined)
    if (!fine.includes(code))
      throw new QuickstartError(`"netraven ${args.join(' ')}" ended with ${code}: ${stderr.trim() || stdout}`)
    return stdout
  }
  const read = async <T>(...args: string[]): Promise<T> => JSON.parse(await call([...args, '--json'])) as T
  const items = async <T>(noun: string): Promise<readonly T[]> =>
    (await read<{ items: readonly T[] }>(noun, 'list')).items
  const show = (...args: string[]): Promise<string> => call(args, { isShown: true })

  return {
    logIn: async () => (await post(`${url}/api/v1/auth/login`, { name: 'admin', password: adminPassword })).ok,
    credentials: () => items('credential'),
    async addCredential(name, { username, password, enableSecret }) {
      const env = { NETRAVEN_CREDENTIAL_PASSWORD: password, NETRAVEN_CREDENTIAL_ENABLE_PASSWORD: enableSecret }
      await call(['credential', 'add', name, '--username', username], { env, isShown: true })
    },
    devices: () => items('device'),
    importDevices: async (csvFile) =>
      void (await call(['device', 'import', typed(csvFile)], { isShown: true, fine: [0, SOME_FAILED] })),
    moveDevice: (id, port) => moveDevice(url, adminPassword, id, port),
    jobs: () => items('job'),
    addNightlyJob: async (name, tag) =>
      void (await show('job', 'add', name, '--tag', tag, '--cron', '0 2 * * *', '--time-zone', 'UTC')),
    async runJob(name) {
      const id = await show('job', 'run', name, '--detach')
      await call(['run', 'watch', id.trim()], { isShown: true, fine: [0, SOME_FAILED] })
      return read('run', 'show', id.trim())
    },
    snapshot: (id) => read('snapshot', 'show', id),
    diff: (hostname) => show('snapshot', 'diff', hostname),
  }
}

/** By the API, as the administrator. */
async function moveDevice(url: string, password: string, id: string, port: number): Promise<void> {
  const login = await post(`${url}/api/v1/auth/login`, { name: 'admin', password })
  const { access_token: token } = (await login.json()) as { access_token?: string }
  const answer = await send('PATCH', `${url}/api/v1/devices/${id}`, { port }, { authorization: `Bearer ${token}` })
  if (!answer.ok)
    throw new QuickstartError(`The device's port was not changed: ${answer.status} ${await answer.text()}`)
}

const send = (method: string, address: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(address, { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
const post = (address: string, body: object): Promise<Response> => send('POST', address, body)

const quoted = (word: string): string => (/^[\w./:=-]+$/.test(word) ? word : `"${word}"`)
