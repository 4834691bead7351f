import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const { env } = process

/** The server on which tests make databases of their own. */
export const testDatabaseUrl = (): string | undefined => env['NETRAVEN_TEST_DATABASE_URL']

/** What a suite may need from outside: how to see that it is there, and what to do when it is not. */
const outside = {
  postgres: {
    here: () => !!env['NETRAVEN_TEST_DATABASE_URL'],
    hint: 'set NETRAVEN_TEST_DATABASE_URL to an empty PostgreSQL 14+ database',
  },
  redis: {
    here: () => !!env['NETRAVEN_TEST_REDIS_URL'],
    hint: 'set NETRAVEN_TEST_REDIS_URL to a Redis 7 server',
  },
  frr: {
    here: () =>
      process.getuid?.() === 0 && ['/usr/lib/frr/zebra', '/usr/bin/vtysh', '/usr/sbin/sshd'].every(existsSync),
    hint: 'run as root with the packages "frr" and "openssh-server" (setup/install-services.sh)',
  },
  sshd: {
    here: () => process.getuid?.() === 0 && ['/usr/sbin/sshd', '/usr/bin/ssh-keygen'].every(existsSync),
    hint: 'run as root with the package "openssh-server" (setup/install-services.sh)',
  },
  dropbear: {
    here: () => process.getuid?.() === 0 && ['/usr/sbin/dropbear', '/usr/bin/dropbearkey'].every(existsSync),
    hint: 'run as root with the package "dropbear-bin" (setup/install-services.sh)',
  },
  chromium: { here: () => existsSync('/usr/bin/chromium'), hint: 'install the package "chromium"' },
  shared: {
    here: () => existsSync(fileURLToPath(new URL('../../shared/replay/replay.mjs', import.meta.url))),
    hint: 'put the shared recordings beside the repository, as ../shared',
  },
  registry: {
    here: () => spawnSync('npm', ['view', 'ssh2@1.17.0', 'version'], { timeout: 30_000 }).status === 0,
    hint: 'let npm reach a registry that has ssh2 (npm config get registry)',
  },
} as const

export type Need = keyof typeof outside

/** True where the thing is there: `describe.runIf(has('postgres'))('stores on PostgreSQL', …)`. Else says once on
 *  stderr what is skipped and how to get it; throws instead where NETRAVEN_REQUIRE_ALL=1, so that a build machine
 *  never skips in silence. */
export function has(need: Need): boolean {
  const { here, hint } = outside[need]
  if (here()) return true
  const message = `tests that need ${need} are skipped: ${hint}`
  if (env['NETRAVEN_REQUIRE_ALL'] === '1') throw new Error(`NETRAVEN_REQUIRE_ALL=1, but ${message}`)
  process.stderr.write(`${message}\n`)
  return false
}
