import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { DeviceError } from '../errors.ts'
import type { Lifeline } from './lifeline.ts'
import { refusalOf, type RefusedAddress } from './refused-address.ts'

export interface DialOptions {
  readonly host: string
  readonly port: number
  readonly connectMs: number
  readonly refuse?: readonly RefusedAddress[] | undefined
}

/** Resolves once, checks every address, and connects to the first that answers: what is dialled is what was checked.
 *  Throws `unreachable`, or `unsupported` for an address that is not allowed. */
export async function dial(options: DialOptions, lifeline: Lifeline): Promise<Socket> {
  const work = dialFirst(options, lifeline)
  work.catch(() => undefined) // a late failure has been reported by the lifeline
  return lifeline.within(options.connectMs, work, () => {
    const message = `${options.host}:${options.port} did not answer within ${options.connectMs / 1000} s`
    return new DeviceError('unreachable', message, {
      phase: 'connect',
      hint: 'check the address, the port and the path to the device',
    })
  })
}

async function dialFirst(options: DialOptions, lifeline: Lifeline): Promise<Socket> {
  const addresses = await allowedAddresses(options)
  let last: unknown
  for (const address of addresses) {
    try {
      return await connectTo(address, options.port, lifeline)
    } catch (error) {
      last = error
    }
  }
  const reason = last instanceof Error ? last.message : 'no address'
  throw new DeviceError(
    'unreachable',
    `${options.host}:${options.port} can't be reached: ${reason}`,
    { phase: 'connect' },
    { cause: last },
  )
}

/** Every address of a host. Throws `unreachable` when it has none, `unsupported` when one of them is never dialled. */
export async function allowedAddresses(options: Omit<DialOptions, 'connectMs'>): Promise<readonly string[]> {
  const addresses = await resolveHost(options.host)
  for (const address of addresses) await refuse(address, options)
  return addresses
}

async function resolveHost(host: string): Promise<readonly string[]> {
  if (isIP(host)) return [host]
  try {
    return (await lookup(host, { all: true })).map((found) => found.address)
  } catch (cause) {
    throw new DeviceError(
      'unreachable',
      `${host} has no address`,
      { phase: 'connect', hint: 'check the name, or use the address' },
      { cause },
    )
  }
}

async function refuse(address: string, { port, refuse: own = [] }: Omit<DialOptions, 'connectMs'>): Promise<void> {
  const why = await refusalOf(address, port, own)
  if (why) throw new DeviceError('unsupported', `${address}:${port} ${why} and is never dialled`, { phase: 'connect' })
}

/** Holds back what must not be dialled from a jump host either. Its network isn't ours, and it looks names up itself, so
 *  only what is written can be judged: addresses as everywhere, names that mean NetRaven itself, and no number that a
 *  resolver would take for an address. Throws `unsupported`. */
export async function refuseBehindHop({ host, port, refuse: own = [] }: DialOptions): Promise<void> {
  if (isIP(host)) return refuse(host, { host, port, refuse: own })
  const isOwn = own.some((one) => one.port === port && one.host.toLowerCase() === host.toLowerCase())
  const isNumber = /(^|\.)(0x[\da-f]*|\d+)\.?$/i.test(host)
  const why = isOwn ? 'belongs to NetRaven itself' : 'is a number, not a plain address,'
  if (isOwn || isNumber)
    throw new DeviceError('unsupported', `${host}:${port} ${why} and is never dialled`, { phase: 'connect' })
}

function connectTo(address: string, port: number, lifeline: Lifeline): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const socket = connect({ host: address, port, noDelay: true }) // ssh2 never sets TCP_NODELAY: 88 ms a session without it
  lifeline.onEnd(() => socket.destroy())
  socket.once('error', reject)
  socket.once('connect', () => {
    socket.off('error', reject)
    resolve(gathering(socket))
  })
  return promise
}

/** A socket that sends what is written in one turn in one piece. ssh2 writes each packet in three parts, and without Nagle's
 *  delay each would travel alone. */
function gathering(socket: Socket): Socket {
  const write = socket.write.bind(socket) as (...args: readonly unknown[]) => boolean
  socket.write = (...args: readonly unknown[]): boolean => {
    if (socket.writableCorked === 0) {
      socket.cork()
      process.nextTick(() => socket.uncork())
    }
    return write(...args)
  }
  return socket
}
