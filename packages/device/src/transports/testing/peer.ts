import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { Peer } from './transport-contract.ts'

/** What a peer does on one connection. */
export interface Conversation {
  readonly typed: string
  say(piece: Buffer): boolean
  hangUp(): void
}

/** A server on loopback for one connection at a time; `converse` speaks the transport on it. */
export async function startPeer(converse: (socket: Socket) => Conversation): Promise<Peer> {
  const sockets = new Set<Socket>()
  let talk: Conversation | undefined
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    talk = converse(socket)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    host: '127.0.0.1',
    port: typeof address === 'object' && address ? address.port : 0,
    get open() {
      return sockets.size
    },
    get typed() {
      return talk?.typed ?? ''
    },
    say: (...pieces) => pieces.map((piece) => talk?.say(piece) ?? false).every(Boolean),
    hangUp: () => talk?.hangUp(),
    reset: () => sockets.forEach((socket) => socket.resetAndDestroy()),
    [Symbol.asyncDispose]: async () => {
      sockets.forEach((socket) => socket.destroy())
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
