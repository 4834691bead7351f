import type { RefusedAddress } from '@netraven/device'
import type { Config } from '../config/load.ts'

const POSTGRES_PORT = 5432

/** Where NetRaven itself listens: no "device" may lead its own logins there. A port 0 is known to nobody beforehand. */
export function ownAddresses(config: Config): RefusedAddress[] {
  const api = { host: config.get('api.host'), port: config.get('api.port') }
  const database = URL.parse(config.get('database.url') ?? '')
  if (!database?.hostname) return [api]
  const host = database.hostname.replace(/^\[(.*)\]$/, '$1')
  return [api, { host, port: Number(database.port) || POSTGRES_PORT }]
}
