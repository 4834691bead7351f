import type { Socket } from 'node:net'
import type { Conversation } from './peer.ts'

/** A peer that opens with an option in the middle of everything, and doubles each 255. */
export function converseInTelnet(socket: Socket): Conversation {
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
