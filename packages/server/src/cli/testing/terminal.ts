import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { openTestApi, PASSWORD, type TestApi } from '../../api/testing/open-test-api.ts'
import { runProgram } from '../program.ts'
import type { Wired } from '../wired.ts'

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface TerminalOptions {
  readonly environment?: Readonly<Record<string, string>>
  readonly stdin?: string
  readonly signal?: AbortSignal
  readonly isTTY?: boolean
}

/** Runs a command line as a terminal would, in this process. */
export async function runInTerminal(
  wired: Wired,
  argv: readonly string[],
  options: TerminalOptions = {},
): Promise<Ended> {
  const [out, err] = [collector(), collector()]
  let code = 0
  const around = {
    environment: options.environment ?? {},
    homeFolder: '/nonexistent',
    osUser: 'olive',
    stdin: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    stdout: Object.assign(out.stream, { isTTY: options.isTTY ?? false }),
    stderr: err.stream,
    signal: options.signal ?? new AbortController().signal,
    exitWith: (given: number) => void (code = given),
  }
  await runProgram(around, wired, argv)
  return { code, out: out.text(), err: err.text() }
}

function collector(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      chunks.push(Buffer.from(chunk))
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString() }
}

/** A terminal beside a NetRaven of its own, whose data folder nobody holds. */
export interface TestTerminal extends AsyncDisposable {
  readonly api: TestApi
  readonly wired: Wired
  readonly folder: string
  /** Where the same NetRaven listens, and the environment that lets commands in there. */
  readonly url: string
  readonly environment: Readonly<Record<string, string>>
  /** How the folder was opened in process. */
  readonly opened: { readonly work: boolean }[]
  /** Roles that were started, with their options. */
  readonly started: [string, object][]
  run(line: string | readonly string[], options?: TerminalOptions): Promise<Ended>
  /** The document that a command prints. */
  json(line: string): Promise<any>
  /** The id of a device that a command added. */
  addDevice(hostname: string): Promise<string>
}

export async function openTestTerminal(): Promise<TestTerminal> {
  const api = await openTestApi()
  await api.as('admin')
  const url = await api.network.listen({ port: 0, host: '127.0.0.1' })
  const folder = await mkdtemp(join(tmpdir(), 'netraven-cli-'))
  const opened: { work: boolean }[] = []
  const started: [string, object][] = []
  const role = (name: string) => async (options: object) => void started.push([name, options])
  const wired: Wired = {
    version: '1.2.3',
    roles: {
      serve: role('serve'),
      api: role('api'),
      scheduler: role('scheduler'),
      worker: role('worker'),
      init: role('init'),
      migrate: role('migrate'),
    },
    dataFolder: async ({ dataDir }) => dataDir ?? folder,
    openInProcess: async (options) => {
      opened.push(options)
      return { api: api.local, [Symbol.asyncDispose]: async () => undefined }
    },
  }
  const run: TestTerminal['run'] = (line, options) =>
    runInTerminal(wired, typeof line === 'string' ? line.split(' ') : line, options)
  const { body } = await api.anonymous('POST', '/auth/login', { name: 'admin', password: PASSWORD })
  return {
    api,
    wired,
    folder,
    url,
    environment: { NETRAVEN_TOKEN: body.access_token as string },
    opened,
    started,
    run,
    json: async (line) => JSON.parse((await run(`${line} --json`)).out),
    addDevice: async (hostname) =>
      (await run(`device add ${hostname} --address 192.0.2.1 --platform frr --tag lab`)).out.trim(),
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
