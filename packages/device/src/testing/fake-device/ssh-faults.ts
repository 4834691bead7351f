import type { Socket } from 'node:net'
import { randomBytes } from 'node:crypto'
import type { Connection } from 'ssh2'
import { findFault, type Fault, type FaultOf } from './fault.ts'
import type { Oracle } from './oracle.ts'

interface Ends {
  readonly client: Connection
  readonly socket: Socket
}

/** Breaks the connection off where a fault says so. True: it did. */
export function breakOff(faults: readonly Fault[], at: FaultOf<'breaks-off'>['at'], { client, socket }: Ends): boolean {
  const fault = faults.find((one): one is FaultOf<'breaks-off'> => one.kind === 'breaks-off' && one.at === at)
  if (!fault) return false
  if (fault.how === 'reset') socket.resetAndDestroy()
  else if (fault.how === 'hang-up') socket.destroySoon()
  else if (fault.how === 'deaf') socket.removeAllListeners('data').resume() // it still notices when the client goes
  else if (fault.how === 'noise') socket.write(randomBytes(64))
  else disconnect(client)
  return true
}

/** SSH_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE, which ssh2's server has no method for. Source: RFC 4253 section 11.1. */
function disconnect(client: Connection): void {
  const { _protocol } = client as unknown as { readonly _protocol: { disconnect(reason: number): void } }
  _protocol.disconnect(14)
  client.end()
}

/** Does to a client that is in what a server may do to it at any time. */
export function actInConnection(
  { faults, oracle }: { readonly faults: () => readonly Fault[]; readonly oracle: Oracle },
  client: Connection,
): void {
  if (!findFault(faults(), 'opens-channels')) return
  const count = (error: Error | undefined): void => {
    if (error) oracle.channelsRefused++
    else oracle.channelsOpened++
  }
  client.x11('127.0.0.1', 6000, count)
  client.forwardOut('127.0.0.1', 22, '127.0.0.1', 22, count)
  client.openssh_forwardOutStreamLocal('/tmp/agent', count)
}
