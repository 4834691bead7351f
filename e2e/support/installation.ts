import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dropDatabase } from './database.ts'
import { freePort, type Program, type ProgramOptions, startProgram, until } from './program.ts'

/** One NetRaven under test: its folder, its processes, and an administrator who is logged in. */
export interface Installation extends AsyncDisposable {
  readonly dataDir: string
  readonly archiveDir: string
  readonly url: string
  /** The environment of its processes and of commands that talk to it. */
  readonly env: Readonly<Record<string, string>>
  readonly processes: Map<string, Program>
  /** Starts a role, or `serve`, under this name. */
  start(name: string, role: string, options?: ProgramOptions): Promise<Program>
  /** Calls the API as the administrator. Throws with the error's text unless the status is 2xx. */
  call<T = any>(method: string, path: string, body?: unknown): Promise<T>
  /** Asks the API as the administrator and gives the answer as it comes, whatever its status. */
  ask(method: string, path: string, body?: unknown): Promise<Response>
  ready(): Promise<void>
  stop(): Promise<void>
}

export interface InstallationOptions {
  /** A database of `createDatabase`, dropped at the end: then roles are separate processes. Absent: the embedded default. */
  readonly databaseUrl?: string
  readonly env?: Readonly<Record<string, string>>
}

/** The administrator's. */
export const PASSWORD = 'correct horse battery staple'

export async function createInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const root = await mkdtemp(join(tmpdir(), 'netraven-e2e-'))
  const dataDir = join(root, 'data')
  const passwordFile = join(root, 'admin-password')
  await writeFile(passwordFile, PASSWORD, { mode: 0o600 })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    NETRAVEN_DATA_DIR: dataDir,
    NETRAVEN_ADMIN_PASSWORD_FILE: passwordFile,
    NETRAVEN_API__PORT: String(port),
    ...(options.databaseUrl ? { NETRAVEN_DATABASE_URL: options.databaseUrl } : {}),
    ...options.env,
  }
  const processes = new Map<string, Program>()
  let token: string | undefined
  const stop = async (): Promise<void> => {
    await stopAll(processes, root)
    if (options.databaseUrl) await dropDatabase(options.databaseUrl)
  }

  async function login(): Promise<string> {
    const answer = await fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'admin', password: PASSWORD }),
    })
    if (!answer.ok) throw new Error(`login: ${answer.status} ${await answer.text()}`)
    return ((await answer.json()) as { access_token: string }).access_token
  }

  async function ask(method: string, path: string, body?: unknown): Promise<Response> {
    token ??= await login()
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    if (answer.status === 401) token = undefined
    return answer
  }

  return {
    dataDir,
    archiveDir: join(dataDir, 'archive.git'),
    url,
    env,
    processes,
    async start(name, role, more = {}) {
      const program = startProgram([role, '--data-dir', dataDir], { ...more, env: { ...env, ...more.env } })
      processes.set(name, program)
      return program
    },
    ask,
    async call(method, path, body) {
      const answer = await ask(method, path, body)
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return text && JSON.parse(text)
    },
    ready: async () => {
      await until('the API is ready', 60_000, () =>
        fetch(`${url}/readyz`)
          .then((answer) => answer.ok)
          .catch(() => dead(processes)),
      )
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** A process that ended while it should be starting is an error now, not a timeout later. */
function dead(processes: Map<string, Program>): false {
  for (const [name, program] of processes) {
    if (program.child.exitCode !== null)
      throw new Error(`${name} ended with ${program.child.exitCode}:\n${program.stderr()}`)
  }
  return false
}

async function stopAll(processes: Map<string, Program>, root: string): Promise<void> {
  await Promise.all([...processes.values()].map((program) => program.kill('SIGTERM')))
  await rm(root, { recursive: true, force: true })
}
