import { openSession, type JumpHost, type OpenSessionOptions, type Session } from '@netraven/device'
import type { Surroundings } from './surroundings.ts'
import { authorities, hostKeyPolicy } from './visit/host-key-policy.ts'
import type { VisitOptions } from './visit/options.ts'
import { credentialFor, secretNamed } from './visit/secrets.ts'

/** Visits one device and does what `act` wants there; `act` also learns the secrets of the login, to take them out of texts.
 *  Beside the worker the only opener of sessions. */
export async function oneVisit<T>(
  options: VisitOptions,
  around: Surroundings,
  act: (session: Session, secrets: readonly string[]) => Promise<T>,
  more: Pick<OpenSessionOptions, 'recorder' | 'onDetected'> = {},
): Promise<T> {
  const { host, port, platform, transport, algorithms } = options
  const hostKey = await hostKeyPolicy(options.hostKey, around)
  const username = options.username ?? around.osUser
  const own = await credentialFor({ username, host, variable: 'NETRAVEN_PASSWORD' }, options, around)
  const enableSecret = await secretNamed('NETRAVEN_ENABLE_PASSWORD', around)
  const community = platform === 'auto' ? await secretNamed('NETRAVEN_SNMP_COMMUNITY', around) : undefined
  const snmp = { community: () => community ?? '', ...(options.snmpPort && { port: options.snmpPort }) }
  await using session = await openSession({
    host,
    ...(port !== undefined && { port }),
    platform,
    transport,
    ...(options.plainHttp && { tls: 'none' as const }),
    ...(options.ca !== undefined && { tls: { ca: await authorities(options.ca) } }),
    credential: own.credential,
    ...(enableSecret && { enableSecret: () => enableSecret }),
    hostKey,
    algorithms,
    jump: await jumpHosts(options, hostKey, around),
    ...(community && { snmp }),
    ...(options.timeout !== undefined && { budgets: { totalMs: options.timeout * 1000 } }),
    signal: around.signal,
    ...more,
  })
  return await act(session, [...own.secrets, ...(enableSecret ? [enableSecret] : [])])
}

/** One after the other: each may ask for its password. */
async function jumpHosts(
  options: VisitOptions,
  hostKey: JumpHost['hostKey'],
  around: Surroundings,
): Promise<readonly JumpHost[]> {
  const hosts: JumpHost[] = []
  for (const { host, port, username = around.osUser } of options.jump ?? []) {
    const user = { username, host, variable: 'NETRAVEN_JUMP_PASSWORD' }
    const { credential } = await credentialFor(user, options, around)
    hosts.push({ host, ...(port !== undefined && { port }), credential, hostKey, algorithms: options.algorithms })
  }
  return hosts
}
