import type { Socket } from 'node:net'
import { connectTelnet } from '../telnet/telnet.ts'
import { startPeer, type Conversation } from './peer.ts'
import { testTransport } from './transport-contract.ts'

/** A peer that opens with an option in the middle of everything, and doubles each 255. */
function converse(socket: Socket): Conversation {
  let typed = ''
  socket.write(Buffer.of(255, 251, 1))
  socket.on('data', (bytes: Buffer) => {
    typed += bytes.toString('latin1')
  })
  const stuffed = (text: string) => text.replaceAll('\xff', '\xff\xff').replace(/\r(?!\n)/g, '\r\0')
  return {
    get typed() {
      return typed.replace(/\xff[\xfb-\xfe]./gs, '').replaceAll('\xff\xff', '\xff')
    },
    say: (piece) => socket.write(Buffer.from(stuffed(piece.toString('latin1')), 'latin1')),
    hangUp: () => socket.end(),
  }
}

testTransport({
  name: 'Telnet',
  isTyped: true,
  startPeer: () => startPeer(converse),
  connect: connectTelnet,
  openChannel: (transport) => transport.openShell(),
})
