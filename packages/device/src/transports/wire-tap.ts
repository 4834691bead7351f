import type { Duplex } from 'node:stream'
import type { PeerOffer } from './algorithms.ts'

/** What the peer said before encryption began. */
export interface WireTap {
  /** `SSH-2.0-…`, once it arrived. */
  readonly ident: string | undefined
  readonly offer: PeerOffer | undefined
  /** The first bytes, for saying what a peer that isn't SSH sent. */
  readonly greeting: string
}

/** What ends a visit before encryption begins. */
export interface WireLimits {
  /** Bytes before the identification. */
  readonly bannerBytes: number
  readonly onFlood: () => void
  /** Our key exchange methods, to know which one will be agreed on. */
  readonly kex: readonly string[]
  readonly onHugeGroup: (bits: number) => void
}

const MSG_KEXINIT = 20
const MSG_GEX_GROUP = 31
const COOKIE_BYTES = 16
const MAX_PACKET = 256 * 1024
/** Above this Node's check of a group that the peer chose blocks the whole process: 5 s for 4,096 bits, 34 s for 7,680 (measured). */
const MAX_GROUP_BITS = 4096

/** Listens to the peer's identification, KEXINIT and, where it chooses one, its group. Source: RFC 4253 sections 4.2, 6 and 7.1; RFC 4419 section 3. */
export function tapWire(socket: Duplex, limits: WireLimits): WireTap {
  let seen = Buffer.alloc(0)
  let ident: string | undefined
  let offer: PeerOffer | undefined
  let greeting = ''
  let isListening = true

  const stop = (act?: () => void) => {
    isListening = false
    socket.off('data', listen)
    act?.()
  }
  const readIdent = () => {
    const found = /(?:^|\n)(SSH-[^\r\n]*)\r?\n/.exec(seen.toString('latin1'))
    ident = found?.[1]
    if (found) seen = seen.subarray(found.index + found[0].length)
    else greeting = seen.toString('latin1', 0, 200)
    if (!found && seen.length > limits.bannerBytes) stop(limits.onFlood)
  }
  const readOffer = (packet: Buffer) => {
    offer = parseKexInit(packet)
    const method = limits.kex.find((name) => offer?.kex.includes(name))
    if (!method?.includes('group-exchange')) stop()
  }
  /** Takes the next packet; false when there is none yet or no more is of interest. */
  const readPacket = (chunk: Buffer): boolean => {
    const bits = offer ? groupBits(seen) : 0
    if (bits > MAX_GROUP_BITS) {
      chunk.fill(0) // ssh2 gets the same bytes next, and must not begin to check this group
      stop(() => limits.onHugeGroup(bits))
      return false
    }
    const packet = firstPacket(seen)
    if (!packet && seen.length > MAX_PACKET) stop(limits.onFlood)
    if (!packet) return false
    seen = seen.subarray(4 + seen.readUInt32BE(0))
    if (offer) stop()
    else readOffer(packet)
    return isListening
  }
  const listen = (chunk: Buffer) => {
    seen = Buffer.concat([seen, chunk])
    if (ident === undefined) readIdent()
    if (ident === undefined) return
    for (let isMore = isListening; isMore;) isMore = readPacket(chunk)
  }
  socket.on('data', listen)
  return {
    get ident() {
      return ident
    },
    get offer() {
      return offer
    },
    get greeting() {
      return greeting
    },
  }
}

/** Size of the group that the peer chose, as soon as the packet's head has arrived; 0 for another packet. */
const groupBits = (bytes: Buffer): number =>
  bytes.length >= 10 && bytes[5] === MSG_GEX_GROUP ? (bytes.readUInt32BE(6) - 1) * 8 : 0

/** The payload of the first unencrypted packet, once it is whole. */
function firstPacket(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 5) return undefined
  const length = bytes.readUInt32BE(0)
  if (bytes.length < 4 + length) return undefined
  return bytes.subarray(5, 4 + length - (bytes[4] ?? 0))
}

const MAX_NAMES = 100

/** As names of algorithms have to be; what a hostile peer puts in their place is of no use to anybody. Source: RFC 4251 section 6. */
const isName = (name: string): boolean => /^[\x21-\x7e]{1,64}$/.test(name)

/** The peer's name-lists; undefined when the packet isn't a KEXINIT. */
export function parseKexInit(payload: Buffer): PeerOffer | undefined {
  if (payload[0] !== MSG_KEXINIT) return undefined
  const lists: string[][] = []
  for (let at = 1 + COOKIE_BYTES; lists.length < 6 && at + 4 <= payload.length;) {
    const length = payload.readUInt32BE(at)
    lists.push(
      payload
        .toString('latin1', at + 4, at + 4 + length)
        .split(',')
        .filter(isName)
        .slice(0, MAX_NAMES),
    )
    at += 4 + length
  }
  const [kex = [], serverHostKey = [], cipher = [], , hmac = []] = lists
  return { kex, serverHostKey, cipher, hmac, strict: kex.includes('kex-strict-s-v00@openssh.com') }
}
