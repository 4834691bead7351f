import { DeviceError } from '../errors.ts'
import type { Platform, TransportName } from '../platform.ts'
import { connectSsh, type SshOptions } from './ssh.ts'
import { connectTelnet } from './telnet/telnet.ts'
import type { Transport } from './transport.ts'

/** How a device is reached. Host-key policy and credential have no default. */
export interface Reach extends Omit<SshOptions, 'usernameSuffix' | 'login'> {
  /** Default `ssh`. */
  readonly transport?: TransportName
}

/** The port of a transport where none is named. */
export const defaultPort = (transport: TransportName = 'ssh'): number => ({ ssh: 22, telnet: 23, http: 443 })[transport]

/** Opens a connection by the transport that is asked for, as the platform needs it. */
export function connect(reach: Reach, platform?: Platform): Promise<Transport> {
  const { transport = 'ssh' } = reach
  if (transport === 'ssh') return connectSsh({ ...reach, usernameSuffix: platform?.usernameSuffix ?? '' })
  if (transport === 'telnet') return connectTelnet(reach)
  throw new DeviceError('unsupported', `the transport "${transport}" is not there yet`, { hint: 'use ssh' })
}
