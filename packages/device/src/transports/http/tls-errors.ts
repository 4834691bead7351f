import { DeviceError } from '../../errors.ts'
import type { AlgorithmProfile } from '../algorithms.ts'

const NO_TLS = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER_FAILURE|UNKNOWN_PROTOCOL/
const NOTHING_IN_COMMON =
  /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|HANDSHAKE_FAILURE|NO_SHARED|INSUFFICIENT_SECURITY|KEY_TOO_SMALL|TOO_WEAK|UNSAFE_LEGACY|INTERNAL_ERROR|NO_CIPHERS|ILLEGAL_PARAMETER|WRONG_SIGNATURE|LEGACY_SIGALG/

/** What a TLS handshake that failed means; no error: the peer hung up. */
export function explainTls(
  where: string,
  profile: AlgorithmProfile,
  error: (Error & { readonly code?: string }) | undefined,
): DeviceError {
  const code = error?.code ?? ''
  const phase = 'key-exchange'
  if (NO_TLS.test(code))
    return new DeviceError(
      'unsupported',
      `${where} does not speak TLS`,
      { phase, hint: 'check the port; plain HTTP has to be asked for' },
      { cause: error },
    )
  if (NOTHING_IN_COMMON.test(code))
    return new DeviceError(
      'algorithm',
      `${where} has no TLS version or cipher in common with the profile "${profile}" (${code})`,
      { phase, ...(profile !== 'legacy' && { hint: 'choose the profile "legacy" for this device' }) },
      { cause: error },
    )
  const why = error ? `: ${error.message}` : ''
  return new DeviceError('closed', `${where} hung up during the TLS handshake${why}`, { phase }, { cause: error })
}
