import { connect, type Socket } from 'node:net'
import type { Connection, ServerChannel } from 'ssh2'
import { findFault, type Fault } from './fault.ts'
import type { Oracle } from './oracle.ts'

export interface ForwardingParts {
  readonly faults: () => readonly Fault[]
  readonly oracle: Oracle
}

/** Lets clients through to other devices, as a jump host does. `socket` is the client's own. */
export function forward({ faults, oracle }: ForwardingParts, client: Connection, socket: Socket): void {
  client.on('tcpip', (accept, reject, { destIP, destPort }) => {
    oracle.tunnels.push(`${destIP}:${destPort}`)
    const fault = findFault(faults(), 'forward')
    if (fault?.how === 'refused') return reject()
    if (fault?.how === 'silent') return
    const far = connect({ host: destIP, port: destPort, noDelay: true, allowHalfOpen: true })
    far.once('error', () => reject())
    far.once('connect', () => join(accept(), far))
    socket.once('close', () => far.destroy())
    if (fault?.how === 'dies') dieAfter(far, fault.afterBytes, socket)
  })
}

function join(near: ServerChannel, far: Socket): void {
  near.on('error', () => undefined) // whoever hangs up first, the other side follows
  far.on('error', () => undefined)
  far.once('close', () => near.end())
  near.once('close', () => far.destroy())
  near.pipe(far).pipe(near)
}

function dieAfter(far: Socket, mostBytes: number, socket: Socket): void {
  let bytes = 0
  far.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostBytes) socket.destroy()
  })
}
