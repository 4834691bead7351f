import { DeviceError } from '../errors.ts'
import type { Platform, TransportName } from '../platform.ts'
import { connectHttp, type HttpOptions } from './http/connect-http.ts'
import { connectSsh, type SshOptions } from './ssh.ts'
import { connectTelnet } from './telnet/telnet.ts'
import type { Transport } from './transport.ts'

/** How a device is reached. Host-key policy and credential have no default. */
export interface Reach extends Omit<SshOptions, 'usernameSuffix' | 'sshUser' | 'login'> {
  /** Default `ssh`. */
  readonly transport?: TransportName
  /** For HTTP: who vouches for the certificate instead of `hostKey`, or `none` for plain HTTP. */
  readonly tls?: HttpOptions['tls']
}

/** The port of a transport where none is named. */
export const defaultPort = (transport: TransportName = 'ssh', tls?: HttpOptions['tls']): number =>
  transport === 'http' && tls === 'none' ? 80 : { ssh: 22, telnet: 23, http: 443 }[transport]

/** Opens a connection by the transport that is asked for, as the platform needs it. */
export async function connect(
  reach: Reach & Pick<HttpOptions, 'enableSecret'>,
  platform?: Platform,
): Promise<Transport> {
  const { transport = 'ssh' } = reach
  if (transport === 'ssh')
    return connectSsh({
      ...reach,
      usernameSuffix: platform?.usernameSuffix ?? '',
      sshUser: platform?.inShell?.sshUser,
      login: platform?.login ?? 'ssh',
    })
  if (transport === 'telnet') return connectTelnet(reach)
  const api = platform?.http?.api
  if (api) return connectHttp({ ...reach, api })
  const what = platform
    ? `${platform.title} has no HTTP API that is known here`
    : 'over HTTP no platform can be detected'
  throw new DeviceError('unsupported', what, { phase: 'connect', hint: platform ? 'use ssh' : 'name the platform' })
}
