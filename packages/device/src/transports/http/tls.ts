import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { DeviceError } from '../../errors.ts'
import type { AlgorithmProfile } from '../algorithms.ts'
import type { HostKey } from '../host-key.ts'
import type { HostKeyPolicy } from '../host-keys.ts'
import type { Lifeline } from '../lifeline.ts'
import { certificateKey } from './certificate.ts'
import { explainTls } from './tls-errors.ts'

/** Who vouches for a device's certificate. */
export interface TlsOptions {
  readonly host: string
  readonly port: number
  /** Decides about the certificate as about an SSH host key, unless `ca` does. */
  readonly hostKey: HostKeyPolicy
  /** PEM certificates of authorities, or `public` for those that Node knows. The chain and the name must then be right;
   *  nothing is pinned, so the certificate may be renewed. */
  readonly ca?: string | undefined
  readonly profile: AlgorithmProfile
  readonly handshakeMs: number
}

/** Source: RFC 8996 (TLS 1.0 and 1.1 are over); OpenSSL's security levels, SSL_CTX_set_security_level(3). */
const PROFILES: Readonly<Record<AlgorithmProfile, Pick<ConnectionOptions, 'minVersion' | 'ciphers'>>> = {
  modern: { minVersion: 'TLSv1.2' },
  compatible: { minVersion: 'TLSv1.2', ciphers: 'DEFAULT@SECLEVEL=1' },
  legacy: { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
}

/** Puts TLS on a connection and lets the policy judge the certificate. Nothing has been sent inside TLS when it resolves.
 *  Throws `host_key`, `algorithm`, `unsupported`, `timeout` or `closed`. */
export async function secure(
  socket: Duplex,
  options: TlsOptions,
  lifeline: Lifeline,
): Promise<{ socket: TLSSocket; key: HostKey }> {
  const where = `${options.host}:${options.port}`
  const { promise: shaken, resolve, reject } = Promise.withResolvers<void>()
  const secured = connect({
    socket,
    host: options.host,
    ...(isIP(options.host) ? {} : { servername: options.host }),
    ...(options.ca !== undefined && options.ca !== 'public' && { ca: options.ca }),
    ...PROFILES[options.profile],
    rejectUnauthorized: false, // judged below, before anything is sent
    ALPNProtocols: ['http/1.1'],
  })
  lifeline.onEnd(() => secured.destroy())
  secured.once('secureConnect', resolve)
  secured.on('error', (error) => reject(explainTls(where, options.profile, error)))
  secured.once('close', () => reject(explainTls(where, options.profile, undefined)))
  await lifeline.within(options.handshakeMs, shaken, () => {
    const message = `${where} did not finish the TLS handshake within ${options.handshakeMs / 1000} s`
    return new DeviceError('timeout', message, { phase: 'key-exchange' })
  })
  const key = certificateKey(secured.getPeerCertificate().raw)
  if (options.ca === undefined) await judge(key, options)
  else if (!secured.authorized) throw notVouchedFor(where, key, secured.authorizationError)
  return { socket: secured, key }
}

/** The handshake has proved that the device holds the key, so that a first certificate may be remembered. */
async function judge(key: HostKey, { host, port, hostKey }: TlsOptions): Promise<void> {
  const verdict = await hostKey.judge({ host, port }, key)
  if (!verdict.trusted)
    throw new DeviceError('host_key', verdict.message, { phase: 'key-exchange', hint: verdict.hint })
  await verdict.remember?.()
}

const notVouchedFor = (where: string, key: HostKey, why: Error | string): DeviceError =>
  new DeviceError(
    'host_key',
    `no authority vouches for the certificate of ${where}, ${key.fingerprint}: ${why instanceof Error ? why.message : why}; no password was sent`,
    {
      phase: 'key-exchange',
      hint: 'check the certificate on the device; one that it signed itself can only be pinned',
    },
  )
