import type { Socket } from 'node:net'
import type { PeerOffer } from './algorithms.ts'

/** What the peer said before encryption began. */
export interface WireTap {
  /** `SSH-2.0-…`, once it arrived. */
  readonly ident: string | undefined
  readonly offer: PeerOffer | undefined
  /** The first bytes, for saying what a peer that isn't SSH sent. */
  readonly greeting: string
}

const MSG_KEXINIT = 20
const COOKIE_BYTES = 16
const MAX_PACKET = 256 * 1024

/** Listens to the peer's identification and KEXINIT; calls `onFlood` when it sends more than `bannerBytes` before them. Source: RFC 4253 sections 4.2, 6 and 7.1. */
export function tapWire(socket: Socket, bannerBytes: number, onFlood: () => void): WireTap {
  let seen = Buffer.alloc(0)
  let ident: string | undefined
  let offer: PeerOffer | undefined
  let greeting = ''
  const listen = (chunk: Buffer) => {
    seen = Buffer.concat([seen, chunk])
    if (ident === undefined) {
      const found = /(?:^|\n)(SSH-[^\r\n]*)\r?\n/.exec(seen.toString('latin1'))
      if (!found) {
        greeting = seen.toString('latin1', 0, 200)
        if (seen.length > bannerBytes) stop(onFlood)
        return
      }
      ident = found[1]
      seen = seen.subarray(found.index + found[0].length)
    }
    const packet = firstPacket(seen)
    if (packet) stop(() => (offer = parseKexInit(packet)))
    else if (seen.length > MAX_PACKET) stop(onFlood)
  }
  const stop = (act: () => void) => {
    socket.off('data', listen)
    act()
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

/** The payload of the first unencrypted packet, once it is whole. */
function firstPacket(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 5) return undefined
  const length = bytes.readUInt32BE(0)
  if (bytes.length < 4 + length) return undefined
  return bytes.subarray(5, 4 + length - (bytes[4] ?? 0))
}

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
        .filter(Boolean),
    )
    at += 4 + length
  }
  const [kex = [], serverHostKey = [], cipher = [], , hmac = []] = lists
  return { kex, serverHostKey, cipher, hmac, strict: kex.includes('kex-strict-s-v00@openssh.com') }
}
