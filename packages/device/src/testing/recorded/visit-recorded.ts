import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Artifact } from '../../artifact/get-config.ts'
import { openSession } from '../../open-session.ts'
import type { Session } from '../../session/session.ts'
import type { AlgorithmProfile } from '../../transports/algorithms.ts'
import { tofu } from '../../transports/host-keys.ts'
import type { Recorded } from './start-replay.ts'

/** How a recorded device is visited. */
export interface Visit {
  readonly algorithms?: AlgorithmProfile
  /** Default: the name under which it was recorded. */
  readonly platform?: string
}

/** Opens a session to a recorded device, over Telnet where the replay serves that. */
export const visitRecorded = (device: Recorded, { algorithms = 'modern', platform }: Visit = {}): Promise<Session> =>
  openSession({
    host: device.host,
    port: device.telnet_port ?? device.port,
    transport: device.telnet_port === null ? 'ssh' : 'telnet',
    platform: platform ?? device.netmiko ?? device.model,
    credential: { username: device.username, password: () => device.password },
    ...(device.enable_password && { enableSecret: () => device.enable_password ?? '' }),
    hostKey: tofu({ find: async () => [], add: async () => undefined }),
    algorithms,
  })

/** The recorded text and the one that was brought home, as far as they must be equal: without blanks at line ends, blank lines at both
 *  ends, and volatile lines. */
export function comparisonOf(
  device: Recorded,
  config: Artifact,
  folder: string,
): { readonly brought: readonly string[]; readonly wanted: readonly string[] } {
  const gold = readFileSync(join(folder, 'gold', `${device.name}.txt`), 'latin1')
  const goldLines = gold.split('\n')
  const volatile = new Set(device.volatile.map((at) => goldLines[at - 1]?.trim() ?? '').filter((line) => line !== '#'))
  return { brought: comparable(config.bytes.toString('latin1'), volatile), wanted: comparable(gold, volatile) }
}

function comparable(text: string, volatile: ReadonlySet<string>): string[] {
  const lines = text.replace(/[ \t\r]+$/gm, '').replace(/^\n+|\n+$/g, '')
  return lines.split('\n').filter((line) => !volatile.has(line.trim()))
}

/** Does the same with each, some at a time: more would wait for each other. */
export async function each<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

const AT_ONCE = 12
