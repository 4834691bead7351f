import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { DeviceError } from '../../errors.ts'
import { allowedAddresses } from '../dial.ts'
import type { RefusedAddress } from '../refused-address.ts'
import { decodeResponse, encodeGet, VERSION } from './message.ts'

/** How a device is asked over SNMP. There is no default community: none is ever guessed. */
export interface SnmpOptions {
  readonly community: () => string | Promise<string>
  /** Default: 161. */
  readonly port?: number
  /** How long one question waits for its answer, ms; asked three times by version 2c and once by version 1. Default: 1,000. */
  readonly timeoutMs?: number
}

/** What a device says it is. */
export interface SystemIdentity {
  /** Such as `1.3.6.1.4.1.9.1.2494`: vendor and product. */
  readonly sysObjectId: string
  readonly sysDescr: string
}

export interface ReadSystemParts extends SnmpOptions {
  readonly host: string
  readonly refuse?: readonly RefusedAddress[] | undefined
  readonly signal?: AbortSignal | undefined
}

/** SNMPv2-MIB. Source: RFC 3418 section 2. */
const SYS_DESCR = '1.3.6.1.2.1.1.1.0'
const SYS_OBJECT_ID = '1.3.6.1.2.1.1.2.0'
const LONGEST_DESCR = 1024
const TRIES = [VERSION.v2c, VERSION.v2c, VERSION.v2c, VERSION.v1]

/** Asks for sysObjectID and sysDescr. Undefined when nobody answers: an agent is silent at a wrong community, too.
 *  Throws `unreachable` for a name without an address, `unsupported` for an address that is never dialled, and `cancelled`. */
export async function readSystem(parts: ReadSystemParts): Promise<SystemIdentity | undefined> {
  const { host, port = 161, timeoutMs = 1000, signal } = parts
  const [address] = await allowedAddresses({ host, port, refuse: parts.refuse })
  if (address === undefined) return undefined
  const agent = openAgent(address, port)
  const community = await parts.community()
  try {
    for (const version of TRIES) {
      const answer = await agent.ask({ version, community, oids: [SYS_DESCR, SYS_OBJECT_ID] }, timeoutMs, signal)
      if (answer === 'gone') return undefined
      const sysObjectId = answer?.get(SYS_OBJECT_ID)
      if (sysObjectId !== undefined)
        return { sysObjectId, sysDescr: (answer?.get(SYS_DESCR) ?? '').slice(0, LONGEST_DESCR) }
    }
    return undefined
  } finally {
    agent.close()
  }
}

type Question = Omit<Parameters<typeof encodeGet>[0], 'requestId'>
type Answer = ReadonlyMap<string, string> | 'gone' | undefined

/** A connected UDP socket: the kernel drops what others send, and tells when nobody listens there. */
function openAgent(address: string, port: number) {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
  let isGone = false
  socket.on('error', () => (isGone = true))
  const connected = new Promise<void>((resolve) => socket.connect(port, address, resolve))

  const ask = async (question: Question, timeoutMs: number, signal?: AbortSignal): Promise<Answer> => {
    const request = { ...question, requestId: randomInt(1, 2 ** 31 - 1) }
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const onMessage = (datagram: Buffer): void => {
      const answer = decodeResponse(datagram, request)
      if (answer) resolve(answer)
    }
    const onError = (): void => resolve('gone')
    const over = new AbortController()
    const waits = signal ? AbortSignal.any([signal, over.signal]) : over.signal
    socket.on('message', onMessage)
    socket.on('error', onError)
    try {
      await connected
      if (isGone) return 'gone'
      socket.send(encodeGet(request))
      return await Promise.race([promise, delay(timeoutMs, undefined, { signal: waits })])
    } catch (cause) {
      if (signal?.aborted) throw new DeviceError('cancelled', 'the visit was cancelled', { phase: 'detect' }, { cause })
      throw cause
    } finally {
      over.abort()
      socket.off('message', onMessage)
      socket.off('error', onError)
    }
  }
  return { ask, close: () => socket.close() }
}
