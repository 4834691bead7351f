import { isIP } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { DEFAULT_BUDGETS, type Budgets } from '../../budgets.ts'
import { DeviceError } from '../../errors.ts'
import type { AlgorithmProfile } from '../algorithms.ts'
import type { HostKeyPolicy } from '../host-keys.ts'
import { createLifeline } from '../lifeline.ts'
import type { RefusedAddress } from '../refused-address.ts'
import type { Credential } from '../credential.ts'
import type { JumpHost } from '../ssh-jump.ts'
import type { Transport } from '../transport.ts'
import { createAccess, type Access } from './access.ts'
import { answerChannel } from './answer-channel.ts'
import { outputOf, requestOf, type Output, type OutputFormat } from './command.ts'
import { openConnection } from './connection.ts'
import { converse, limitsOf } from './conversation.ts'
import { exchange, type HttpLine } from './exchange.ts'
import type { HttpApi } from './http-api.ts'
import type { WholeLimits } from './read-whole.ts'

/** How to reach a device's HTTP API. `hostKey` has no default: nothing accepts any certificate. */
export interface HttpOptions {
  readonly host: string
  readonly port?: number
  readonly api: HttpApi
  readonly credential: Credential
  /** Raises privileges where the API takes commands of a command line. */
  readonly enableSecret?: (() => string | Promise<string>) | undefined
  /** Judges the certificate as it would an SSH host key: `tofu(store)`, `pinned(['SHA256:…'])`. */
  readonly hostKey: HostKeyPolicy
  /** `ca`: PEM certificates of authorities, or `public`; they vouch instead of the policy. `none`: plain HTTP. Default: TLS, judged by `hostKey`. */
  readonly tls?: 'none' | { readonly ca: string } | undefined
  readonly algorithms?: AlgorithmProfile
  readonly budgets?: Partial<Budgets>
  readonly refuse?: readonly RefusedAddress[]
  /** SSH servers on the way, from the nearest to the one beside the device. */
  readonly jump?: readonly JumpHost[]
  readonly signal?: AbortSignal
}

/** How long a device may take to forget a visitor. */
const GOODBYE_MS = 500

/** Connects, has the certificate judged, and logs in, or asks something harmless where the API has no login of its own. `exec` takes a command or a request such as `GET /path`; redirects are never followed.
 *  Throws `unreachable`, `timeout`, `closed`, `host_key`, `algorithm`, `auth`, `unsupported` or `cancelled`. */
export async function connectHttp(options: HttpOptions): Promise<Transport> {
  const budgets = { ...DEFAULT_BUDGETS, ...options.budgets }
  const { host, port = options.tls === 'none' ? 80 : 443, algorithms = 'modern' } = options
  const lifeline = createLifeline({ totalMs: budgets.totalMs, signal: options.signal })
  let access: Access | undefined
  try {
    const { agent, fingerprint } = await openConnection({ ...options, port, algorithms }, budgets, lifeline)
    const where = `${host}:${port}`
    const authority = isIP(host) === 6 ? `[${host}]:${port}` : where
    const line: HttpLine = { agent, where, authority, budgets, lifeline }
    access = accessTo(line, options)
    await access.headers()
    const secret = (await options.enableSecret?.()) || undefined
    if (secret !== undefined) access.hide(secret)
    const parts: Parts = { line, access, api: options.api, secret, fingerprint }
    await probe(parts)
    return createTransport(parts)
  } catch (error) {
    const reason = lifeline.reason ?? error
    lifeline.finish()
    throw described(reason, access, { host, port })
  }
}

function accessTo(line: HttpLine, { api, credential }: HttpOptions): Access {
  return createAccess(api, credential, {
    where: line.where,
    ask: async (request, headers) => {
      const limits = { ...loginLimits(line, Date.now() + line.budgets.authMs), phase: 'auth' } as const
      const answer = await exchange(line, request, { ...limits, headers: { accept: api.accept, ...headers } })
      return { answer, body: await answer.body.collect(limits) }
    },
  })
}

interface Parts {
  readonly line: HttpLine
  readonly access: Access
  readonly api: HttpApi
  readonly secret: string | undefined
  readonly fingerprint: string | undefined
}

/** Shows whether the credential is taken. */
async function probe({ line, access, api, secret }: Parts): Promise<void> {
  if (api.probe === undefined) return
  const deadline = Date.now() + line.budgets.authMs
  const request = requestOf(api, api.probe, 'text', secret)
  const { answer } = await converse({ line, api, access }, request, deadline)
  await answer.body.collect(loginLimits(line, deadline))
}

/** What comes before the first question is no longer than a banner. */
const loginLimits = (line: HttpLine, deadline: number): WholeLimits => ({
  ...limitsOf(line, deadline),
  budgets: { ...line.budgets, outputBytes: line.budgets.bannerBytes },
})

function createTransport({ line, access, api, secret, fingerprint }: Parts): Transport {
  const { lifeline, budgets } = line
  const ask = async (command: string, format: OutputFormat, timeoutMs: number): Promise<Output> => {
    const request = requestOf(api, command, format, secret)
    const deadline = Date.now() + timeoutMs
    const reply = await converse({ line, api, access }, request, deadline)
    const output = await outputOf(reply, api, { command, format, limits: limitsOf(line, deadline) })
    return 'error' in output ? { ...output, error: access.withoutSecrets(output.error) } : output
  }
  return {
    kind: 'http',
    ident: '',
    fingerprint,
    openShell: async () => {
      throw new DeviceError('unsupported', 'an HTTP API has no shell', { phase: 'login', hint: 'use ssh' })
    },
    exec: async (command, { format = 'text', timeoutMs = budgets.totalMs } = {}) => {
      if (lifeline.reason) throw lifeline.reason
      try {
        return answerChannel(await ask(command, format, timeoutMs), lifeline)
      } catch (error) {
        throw described(error, access, {})
      }
    },
    fail: lifeline.fail,
    close: async () => {
      if (!lifeline.reason) await Promise.race([access.leave(), delay(GOODBYE_MS, undefined, { ref: false })])
      lifeline.finish()
    },
  }
}

/** The error with more details, and without the secrets that a device may have said after us. */
function described(error: unknown, access: Access | undefined, details: { host?: string; port?: number }): unknown {
  if (!(error instanceof DeviceError)) return error
  const hide = (text: string): string => access?.withoutSecrets(text) ?? text
  const { hint } = error.details
  const message = hide(error.message)
  if (message === error.message) return error.with(details)
  const safe = { ...details, ...error.details, ...(hint !== undefined && { hint: hide(hint) }) }
  return new DeviceError(error.kind, message, safe)
}
