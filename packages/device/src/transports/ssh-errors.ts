import { DeviceError } from '../errors.ts'
import { explainMismatch, type AlgorithmProfile } from './algorithms.ts'
import type { WireTap } from './wire-tap.ts'

interface FailedHandshake {
  readonly host: string
  readonly port: number
  readonly profile: AlgorithmProfile
  readonly tap: WireTap
}

/** What an error of ssh2, or a connection that just closed, means. */
export function explainFailure(
  { host, port, profile, tap }: FailedHandshake,
  cause: (Error & { level?: string }) | undefined,
): DeviceError {
  const where = `${host}:${port}`
  if (tap.ident === undefined && tap.greeting !== '') {
    return new DeviceError(
      'unsupported',
      `${where} does not speak SSH; it says "${tap.greeting.slice(0, 80)}"`,
      { phase: 'key-exchange' },
      { cause },
    )
  }
  const isKeyExchange = cause === undefined || cause.level === 'handshake' || /chacha20/.test(cause.message)
  const mismatch = isKeyExchange && tap.offer ? explainMismatch(where, profile, tap.offer) : undefined
  if (mismatch)
    return new DeviceError(
      'algorithm',
      mismatch.message,
      { phase: 'key-exchange', hint: mismatch.hint, offers: tap.offer },
      { cause },
    )
  if (cause?.level === 'client-authentication')
    return new DeviceError('auth', `${where} refused the credential`, { phase: 'auth' }, { cause })
  return new DeviceError('closed', `${where} closed the connection${cause ? `: ${cause.message}` : ''}`, {}, { cause })
}
