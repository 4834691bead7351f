import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession, tofu } from '@netraven/device'
import { has } from '../tools/needs.ts'
import { startFrrVty, type FrrVty } from './support/frr-vty.ts'
import { runProgram } from './support/program.ts'

/** More lines than the terminal has rows, so that the daemon's own pager comes up. */
const PREFIXES = 1200

describe.runIf(has('frr'))('a real router over Telnet', () => {
  let router: FrrVty
  let state: string
  const fetch = (password = router.password) =>
    runProgram(
      [
        'fetch',
        router.host,
        '--port',
        `${router.port}`,
        '--transport',
        'telnet',
        '--platform',
        'frr',
        '--username',
        'any',
      ],
      { env: { NETRAVEN_PASSWORD: password, XDG_STATE_HOME: state } },
    )

  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'telnet-'))
    router = await startFrrVty({ prefixes: PREFIXES })
  })
  afterAll(async () => {
    await router[Symbol.asyncDispose]()
    await rm(state, { recursive: true, force: true })
  })

  it('gives its configuration byte for byte, 20 times of 20, also while it changes', async () => {
    for (let visit = 1; visit <= 20; visit++) {
      await router.permit(2000 + visit, `192.0.${visit}.0/24`)
      await using session = await openSession({
        host: router.host,
        port: router.port,
        transport: 'telnet',
        platform: 'frr',
        credential: { username: 'any', password: () => router.password },
        hostKey: tofu({ find: async () => [], add: async () => undefined }),
      })
      const { text, complete } = await session.getConfig()
      expect(complete).toEqual({ proven: true, by: 'end-mark' })
      expect(text).toBe(await router.running())
      expect(text).toContain(`seq ${2000 + visit} permit 192.0.${visit}.0/24\n`)
    }
  })

  it('is read by netraven fetch', async () => {
    expect(await fetch()).toMatchObject({ code: 0, stderr: '', stdout: await router.running() })
  })

  it('refuses a wrong password, which stands in no error', async () => {
    const { code, stderr } = await fetch('wr0ng-passw0rd')
    expect(code).toBe(1)
    expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({ error: { kind: 'auth' } })
    expect(stderr).not.toContain('wr0ng-passw0rd')
  })
})
