import { DEFAULT_BUDGETS, type Budgets } from '../budgets.ts'
import { DeviceError, type DeviceErrorDetails } from '../errors.ts'
import { getConfig, type Artifact, type GetConfigOptions } from '../artifact/get-config.ts'
import { readFacts, type Facts } from '../artifact/facts.ts'
import { runCommands, type CommandResult, type RunOptions } from '../commands/run-commands.ts'
import type { ArtifactName, Platform } from '../platform.ts'
import type { Credential } from '../transports/credential.ts'
import { platformOver } from '../transports/http/platform-over.ts'
import type { ExecOptions, Transport } from '../transports/transport.ts'
import { bytesOf, textOf, type Ask } from './answer.ts'
import { askApi } from './api.ts'
import { runExec } from './exec.ts'
import { askFile } from './file.ts'
import { openShell, type Shell } from './shell.ts'
import { streamText } from './stream.ts'
import { withoutSecrets } from './tail.ts'

/** One visit to a device, at its prompt. One command at a time; `await using` frees the line. */
export interface Session extends AsyncDisposable {
  readonly platform: Platform
  /** `SHA256:…` of the host key that was accepted; undefined where the transport has none. */
  readonly fingerprint: string | undefined
  /** Sends one command and waits for the whole answer. Over an HTTP API it may be a request instead, such as `GET /path`, and
   *  `format: 'json'` asks for data where the device gives its output as such; elsewhere it is `unsupported`.
   *  Throws `rejected` when the device refuses it. */
  send(command: string, options?: ExecOptions): Promise<{ readonly output: string; readonly exitStatus: number | null }>
  /** Runs commands in order, one result each, the next when the last result was taken. See runCommands. */
  run(commands: Iterable<string> | AsyncIterable<string>, options?: RunOptions): AsyncGenerator<CommandResult, void>
  /** The answer in pieces of whole lines; a slow reader holds the device back. */
  stream(command: string): AsyncIterable<Buffer>
  /** Reads an artifact and proves that it is whole while the line is open. An unproven text is handed out too: see `complete`. */
  getConfig(artifact?: ArtifactName | 'running' | 'startup', options?: GetConfigOptions): Promise<Artifact>
  /** Host name, serial number, model and version; null where not found, never guessed, never an error. */
  facts(): Promise<Facts>
  /** Whether the session can be handed on: a blank line brings the prompt of its beginning; without a shell, the device gives
   *  a sign of life. False where the transport can't ask for one (HTTP). */
  isAtHome(timeoutMs: number): Promise<boolean>
}

export interface SessionParts {
  readonly transport: Transport
  readonly platform: Platform
  readonly budgets?: Partial<Budgets> | undefined
  /** For transports and platforms that ask for user and password inside the shell. */
  readonly credential?: Credential | undefined
  readonly enableSecret?: (() => string | Promise<string>) | undefined
  /** Added to every error of this session. */
  readonly details?: DeviceErrorDetails
}

/** Makes a session on an open connection. For platforms without exec channels the shell is opened, and its prompt learnt, at once. */
export async function createSession(parts: SessionParts): Promise<Session> {
  const { transport } = parts
  const platform = platformOver(parts.platform, transport.kind)
  const budgets = { ...DEFAULT_BUDGETS, ...parts.budgets }
  const described = describing(platform, { platform: platform.id, ...parts.details })
  let shell: Shell | undefined
  let mayExec = platform.exec
  let configHostname: string | null = null
  const inTurn = createTurns()

  const theShell = async (): Promise<Shell> => (shell ??= await openShell({ ...parts, budgets }))
  const answer: Ask = async (command, options = {}) => {
    if (transport.kind === 'http') return askApi({ transport, budgets }, command, options)
    if (options.format === 'json') throw noData(platform)
    if (/[\0\r\n]/.test(command)) throw severalLines()
    if (mayExec && !options.onText) {
      const said = await runExec({ transport, platform, budgets }, command, options.timeoutMs)
      if (said) return said
      mayExec = false
    }
    return (await theShell()).ask(command, options)
  }
  const ask: Ask = (command, options) => inTurn(() => described(() => answer(command, options)))
  const readFile = (path: string) => inTurn(() => askFile({ transport, budgets }, path))
  if (!platform.exec) await described(theShell)

  const send: Session['send'] = async (command, options = {}) => {
    const { raw, refusal, exitStatus } = await ask(command, options)
    if (refusal !== undefined)
      throw new DeviceError('rejected', `the device refused "${command}": ${refusal.trim()}`, {
        ...parts.details,
        platform: platform.id,
        phase: 'command',
      })
    return { output: textOf(raw), exitStatus }
  }
  return {
    platform,
    fingerprint: transport.fingerprint,
    send,
    run: (commands, options) => runCommands({ platform, send }, commands, options),
    isAtHome: (timeoutMs) =>
      inTurn(async () => (shell ? shell.isAtHome(timeoutMs) : ((await transport.ping?.(timeoutMs)) ?? false))),
    stream: (command) => streamText((onText) => ask(command, { onText }), bytesOf),
    getConfig: async (artifact = 'running-config', options = {}) => {
      const name = artifact === 'running' || artifact === 'startup' ? (`${artifact}-config` as const) : artifact
      const found = await described(() =>
        getConfig({ ask, readFile, platform, secret: parts.enableSecret }, name, options),
      )
      configHostname = platform.configHostname?.exec(headOf(found.bytes))?.[1] ?? configHostname
      return found
    },
    facts: () => readFacts(ask, platform, configHostname),
    [Symbol.asyncDispose]: async () => {
      await shell?.leave()
      await transport.close()
    },
  }
}

/** One act at a time, whoever asks; a failed one does not stop the next. */
function createTurns(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const turn = last.then(act)
    last = turn.catch(() => undefined)
    return turn
  }
}

/** Where a host name stands; a large text is not decoded for it. */
const headOf = (bytes: Buffer): string => bytes.toString('utf8', 0, Math.min(bytes.length, HEAD_BYTES))
const HEAD_BYTES = 1024 * 1024

/** What follows a line end would be typed as a command of its own, and its answer taken for another one's. */
const severalLines = (): DeviceError =>
  new DeviceError('unsupported', 'a command is one line', { phase: 'command', hint: 'send several commands with run' })

const noData = (platform: Platform): DeviceError =>
  new DeviceError('unsupported', `the command line of ${platform.title} gives no data`, {
    phase: 'command',
    hint: 'ask for text and parse it, or use its HTTP API',
  })

/** Adds what is known about the device to every error, and takes the secrets out of what the device said last. */
const describing =
  (platform: Platform, details: DeviceErrorDetails) =>
  async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act()
    } catch (error) {
      throw error instanceof DeviceError ? withoutSecrets(error, platform).with(details) : error
    }
  }
