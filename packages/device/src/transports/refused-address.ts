import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

/** An address that must not be dialled, such as NetRaven's own database. `0.0.0.0` and `::` mean every address of this machine. */
export interface RefusedAddress {
  readonly host: string
  readonly port: number
}

// Link-local (with the cloud metadata addresses, also behind NAT64), multicast, unspecified. Loopback is allowed: tunnels, terminal servers.
const forbidden = new BlockList()
forbidden.addSubnet('169.254.0.0', 16)
forbidden.addSubnet('0.0.0.0', 8)
forbidden.addSubnet('224.0.0.0', 4)
forbidden.addAddress('255.255.255.255')
forbidden.addAddress('::', 'ipv6')
forbidden.addAddress('fd00:ec2::254', 'ipv6')
forbidden.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6')
forbidden.addSubnet('fe80::', 10, 'ipv6')
forbidden.addSubnet('ff00::', 8, 'ipv6')

/** Why an address is never dialled; undefined where it may be. `own` counts however it is written: by name, mapped into
 *  IPv6, or by another address of the same machine. */
export async function refusalOf(
  address: string,
  port: number,
  own: readonly RefusedAddress[],
): Promise<string | undefined> {
  if (has(forbidden, address)) return 'is link-local, multicast or unspecified'
  for (const { host } of own.filter((one) => one.port === port)) {
    for (const ours of await addressesOf(host)) {
      if (isSame(address, ours)) return 'belongs to NetRaven itself'
    }
  }
  return undefined
}

/** A name that has no address now can't be dialled under it either. */
const addressesOf = async (host: string): Promise<readonly string[]> =>
  isIP(host) ? [host] : (await lookup(host, { all: true }).catch(() => [])).map((found) => found.address)

function isSame(address: string, ours: string): boolean {
  if (has(only(ours), address)) return true
  const here = addressesOfThisMachine()
  return has(here, address) && (has(here, ours) || has(forbidden, ours))
}

function addressesOfThisMachine(): BlockList {
  const here = new BlockList()
  here.addSubnet('127.0.0.0', 8)
  here.addAddress('::1', 'ipv6')
  for (const one of Object.values(networkInterfaces()).flat()) if (one) add(here, one.address)
  return here
}

const only = (address: string): BlockList => add(new BlockList(), address)

function add(list: BlockList, address: string): BlockList {
  list.addAddress(address, familyOf(address))
  return list
}

const has = (list: BlockList, address: string): boolean => list.check(address, familyOf(address))

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
