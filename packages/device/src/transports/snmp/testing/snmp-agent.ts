import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { decode, encode, encodeInteger, encodeOid, integerOf, TAG } from '../ber.ts'

/** One question as the agent saw it. */
export interface Asked {
  readonly version: number
  readonly community: string
  readonly requestId: number
}

/** An agent on loopback: the system it claims to be, or what it answers to each question. */
export async function snmpAgent(answer: string | ((asked: Asked) => Buffer | undefined)) {
  const socket = createSocket('udp4')
  const asked: Asked[] = []
  const respond = typeof answer === 'string' ? (one: Asked) => response(one, { sysObjectId: answer }) : answer
  socket.on('message', (datagram, { port, address }) => {
    const one = questionIn(datagram)
    asked.push(one)
    const said = respond(one)
    if (said) socket.send(said, port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { port: socket.address().port, asked, [Symbol.asyncDispose]: async () => void socket.close() }
}

/** A response that names a system. */
export function response(
  { version, community, requestId }: Asked,
  said: { readonly sysObjectId: string; readonly sysDescr?: string; readonly status?: number },
): Buffer {
  const bind = (oid: string, value: Buffer) => encode(TAG.sequence, encodeOid(oid), value)
  const binds = encode(
    TAG.sequence,
    bind('1.3.6.1.2.1.1.1.0', encode(TAG.octets, Buffer.from(said.sysDescr ?? ''))),
    bind('1.3.6.1.2.1.1.2.0', encodeOid(said.sysObjectId)),
  )
  const numbers = [requestId, said.status ?? 0, 0].map(encodeInteger)
  const pdu = encode(TAG.response, ...numbers, binds)
  return encode(TAG.sequence, encodeInteger(version), encode(TAG.octets, Buffer.from(community)), pdu)
}

function questionIn(datagram: Buffer): Asked {
  const none = { tag: 0, bytes: Buffer.alloc(0) }
  const [message = none] = decode(datagram) ?? []
  const [version = none, community = none, pdu = none] = decode(message.bytes) ?? []
  const [requestId = none] = decode(pdu.bytes) ?? []
  return {
    version: integerOf(version) ?? -1,
    community: community.bytes.toString(),
    requestId: integerOf(requestId) ?? -1,
  }
}
