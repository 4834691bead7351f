import { createServer, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { connectHttp } from '../http/connect-http.ts'
import type { HttpApi } from '../http/http-api.ts'
import { tofu } from '../host-keys.ts'
import { startPeer, type Conversation } from './peer.ts'
import { testTransport } from './transport-contract.ts'

const api: HttpApi = { login: { by: 'basic' }, accept: '*/*', types: /^text\/plain$/, answers: [], message: /(.*)/ }

/** An API whose one answer is as long as the test goes on. */
function converse(socket: Socket): Conversation {
  let answer: ServerResponse | undefined
  const server = createServer((_request, response) => {
    answer = response
    response.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders()
  })
  server.emit('connection', socket)
  return {
    typed: '',
    say: (piece) => answer?.write(piece) ?? false,
    hangUp: () => answer?.end(),
  }
}

testTransport({
  name: 'HTTP',
  isTyped: false,
  startPeer: () => startPeer(converse),
  connect: (dial) =>
    connectHttp({
      ...dial,
      api,
      tls: 'none',
      credential: { username: 'any', password: () => 'any' },
      hostKey: tofu({ find: async () => [], add: async () => undefined }),
    }),
  openChannel: async (transport) => {
    const channel = await transport.exec('GET /long')
    if (!channel) throw new Error('the API did not answer')
    return channel
  },
})
