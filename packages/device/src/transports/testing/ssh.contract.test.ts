import type { Socket } from 'node:net'
import { Server, utils, type ServerChannel } from 'ssh2'
import { tofu } from '../host-keys.ts'
import { connectSsh } from '../ssh.ts'
import { startPeer, type Conversation } from './peer.ts'
import { testTransport } from './transport-contract.ts'

const hostKeys = [utils.generateKeyPairSync('ed25519').private]

/** A server that lets everybody in and opens one shell. */
function converse(socket: Socket): Conversation {
  let channel: ServerChannel | undefined
  let typed = ''
  const server = new Server({ hostKeys }, (client) => {
    client.on('error', () => undefined)
    client.on('authentication', (attempt) => attempt.accept())
    client.on('session', (accept) => {
      accept()
        .on('pty', (agree) => agree())
        .on('shell', (open) => {
          channel = open()
          channel.on('data', (bytes: Buffer) => (typed += bytes.toString('latin1')))
        })
    })
  })
  server.injectSocket(socket)
  return {
    get typed() {
      return typed
    },
    say: (piece) => channel?.write(piece) ?? false,
    hangUp: () => {
      channel?.exit(0)
      channel?.end()
    },
  }
}

testTransport({
  name: 'SSH',
  isTyped: true,
  startPeer: () => startPeer(converse),
  connect: (dial) =>
    connectSsh({
      ...dial,
      credential: { username: 'any', password: () => 'any' },
      hostKey: tofu({ find: async () => [], add: async () => undefined }),
    }),
  openChannel: (transport) => transport.openShell(),
})
