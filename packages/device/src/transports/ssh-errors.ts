import { DeviceError } from '../errors.ts'
import { explainMismatch, type AlgorithmProfile } from './algorithms.ts'
import type { HostAddress } from './host-key.ts'
import type { WireTap } from './wire-tap.ts'

interface FailedHandshake extends HostAddress {
  readonly profile: AlgorithmProfile
  readonly tap: WireTap
  /** The login was over. */
  readonly isReady: boolean
}

type Ssh2Error = Error & { readonly level?: string }

/** What an error of ssh2, or a connection that just closed, means. */
export function explainFailure(failed: FailedHandshake, cause: Ssh2Error | undefined): DeviceError {
  const { tap } = failed
  const where = `${failed.host}:${failed.port}`
  if (tap.ident === undefined && tap.greeting !== '') return notSsh(where, tap.greeting, cause)
  return (
    asOldProtocol(where, tap.ident, cause) ??
    asMismatch(failed, cause) ??
    asKeyFault(where, cause) ??
    asRefusal(failed, cause) ??
    new DeviceError('closed', `${where} closed the connection${cause ? `: ${cause.message}` : ''}`, {}, { cause })
  )
}

/** The peer speaks, and what it says is no SSH. */
export const notSsh = (where: string, greeting: string, cause?: Error): DeviceError =>
  new DeviceError(
    'unsupported',
    `${where} does not speak SSH; it says "${greeting.slice(0, 80)}"`,
    { phase: 'key-exchange', hint: 'check the port, and the transport of this device' },
    { cause },
  )

/** Version 1 is long broken; `1.99` means that the peer speaks 2 as well. Source: RFC 4253 section 5.1. */
function asOldProtocol(where: string, ident: string | undefined, cause?: Error): DeviceError | undefined {
  if (!ident || /^SSH-(2\.0|1\.99)-/.test(ident)) return undefined
  const message = `${where} speaks only version 1 of SSH; it says "${ident.slice(0, 80)}"`
  return new DeviceError('unsupported', message, { phase: 'key-exchange', hint: 'turn SSH version 2 on' }, { cause })
}

function asMismatch(
  { host, port, profile, tap }: FailedHandshake,
  cause: Ssh2Error | undefined,
): DeviceError | undefined {
  const isKeyExchange = cause === undefined || cause.level === 'handshake' || /chacha20/.test(cause.message)
  const mismatch = isKeyExchange && tap.offer ? explainMismatch(`${host}:${port}`, profile, tap.offer) : undefined
  if (!mismatch) return undefined
  const { message, hint } = mismatch
  return new DeviceError('algorithm', message, { phase: 'key-exchange', hint, offers: tap.offer }, { cause })
}

/** The peer shows a key and can't prove that it holds it. */
function asKeyFault(where: string, cause: Ssh2Error | undefined): DeviceError | undefined {
  if (cause?.level !== 'handshake' || !/signature|host key|host public key/i.test(cause.message)) return undefined
  return new DeviceError(
    'host_key',
    `${where} did not prove its host key: ${cause.message}; no password was sent`,
    { phase: 'key-exchange', hint: 'someone may be in between' },
    { cause },
  )
}

/** Some devices hang up in words where others refuse. */
function asRefusal({ host, port, isReady }: FailedHandshake, cause: Ssh2Error | undefined): DeviceError | undefined {
  if (!cause || isReady) return undefined
  const isRefusal =
    cause.level === 'client-authentication' ||
    /too many authentication|permission denied|no.more.auth/i.test(cause.message)
  if (!isRefusal) return undefined
  return new DeviceError(
    'auth',
    `${host}:${port} refused the credential: ${cause.message}`,
    { phase: 'auth', hint: 'check user name and password' },
    { cause },
  )
}
