import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { has } from '../tools/needs.ts'
import { published, runJob, targetsOf } from './support/backup.ts'
import { createDatabase } from './support/database.ts'
import { type FrrRouter, startFrrRouter } from './support/frr-router.ts'
import { commitsOf, git } from './support/git.ts'
import { createInstallation, type Installation } from './support/installation.ts'

const sizes = [
  { name: 'on the embedded database, one process', database: false },
  { name: 'on PostgreSQL with api, scheduler and two workers as separate processes', database: true },
]

describe.runIf(has('frr')).each(sizes.filter((size) => !size.database || has('postgres')))(
  'a real router $name',
  (size) => {
    let router: FrrRouter
    let netraven: Installation
    let jobId: string

    beforeAll(async () => {
      router = await startFrrRouter()
      netraven = await createInstallation(size.database ? { databaseUrl: await createDatabase() } : {})
      if (size.database) {
        await netraven.start('api', 'api')
        await netraven.ready()
        await Promise.all([
          netraven.start('scheduler', 'scheduler'),
          netraven.start('w1', 'worker'),
          netraven.start('w2', 'worker'),
        ])
      } else {
        await netraven.start('serve', 'serve')
        await netraven.ready()
      }
      await netraven.call('POST', '/credentials', { name: 'lab', username: router.username, password: router.password })
      const device = { hostname: 'frr1', address: router.host, port: router.port, platform: 'frr' }
      await netraven.call('POST', '/devices', device)
      jobId = (await netraven.call('POST', '/jobs', { name: 'nightly', all_devices: true })).id
    })
    afterAll(async () => {
      await netraven?.stop()
      await router?.stop()
    })

    it('backs up exactly what vtysh prints, "Building configuration..." included', async () => {
      const run = await runJob(netraven, jobId)
      const [target] = await targetsOf(netraven, run.id)
      expect(target).toMatchObject({ status: 'SUCCEEDED', outcome: 'new', error_message: null })
      await published(netraven)
      const truth = await router.vtysh('show running-config')
      expect(truth).toContain('Building configuration...')
      expect(await git(netraven.archiveDir, 'show', 'main:frr1/running-config.txt')).toBe(truth)
      expect(await commitsOf(netraven.archiveDir)).toHaveLength(1)
    })

    it('makes one more commit with exactly the changed line', async () => {
      await router.permit(10, '198.51.101.0/24')
      const run = await runJob(netraven, jobId)
      expect(await targetsOf(netraven, run.id)).toMatchObject([{ status: 'SUCCEEDED', outcome: 'changed' }])
      await published(netraven)
      expect(await commitsOf(netraven.archiveDir)).toHaveLength(2)
      const changed = (await git(netraven.archiveDir, 'diff', '-U0', 'main~1', 'main'))
        .split('\n')
        .filter((line) => /^[+-][^+-]/.test(line))
      expect(changed).toEqual(['+ip prefix-list PL seq 10 permit 198.51.101.0/24'])
      expect(await git(netraven.archiveDir, 'log', '-1', '--format=%B', 'main')).toContain(
        'frr1: running-config changed (+1 -0)',
      )
    })

    it('makes no commit when nothing changed', async () => {
      const run = await runJob(netraven, jobId)
      expect(await targetsOf(netraven, run.id)).toMatchObject([{ status: 'SUCCEEDED', outcome: 'unchanged' }])
      await published(netraven)
      expect(await commitsOf(netraven.archiveDir)).toHaveLength(2)
    })

    it('leaves an archive that verifies, against the database and for Git itself', async () => {
      expect(await netraven.call('POST', '/archive/verify', {})).toMatchObject({ ok: true, faults: [] })
      await git(netraven.archiveDir, 'fsck', '--full', '--strict')
    })

    it('writes the archive anew with the same commit ids, whichever process leads it', async () => {
      const before = await commitsOf(netraven.archiveDir)
      expect(await netraven.call('POST', '/archive/rebuild', {})).toMatchObject({ commits: 2, same_ids: true })
      expect(await commitsOf(netraven.archiveDir)).toEqual(before)
    })
  },
)
