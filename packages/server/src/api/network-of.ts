import { isIPv6 } from 'node:net'

/** Whose address this is, as far as an address can tell: an IPv4 address, or the /64 of an IPv6 one, in which a single
 *  machine may have 2^64 addresses. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped ?? !isIPv6(address)) return mapped ?? address
  const [head = '', tail] = address.toLowerCase().split('::')
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean))
  const gap = tail === undefined ? [] : Array.from({ length: 8 - before!.length - after!.length }, () => '0')
  return `${[...before!, ...gap, ...after!].slice(0, 4).join(':')}::/64`
}
