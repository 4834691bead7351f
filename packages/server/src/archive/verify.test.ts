import { rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { openTestDatabase } from '../db/testing/open-test-database.ts'
import { openArchiveFixture, type ArchiveFixture } from './testing/archive-fixture.ts'
import { createArchivist, type Archivist } from './publish.ts'
import { verifyArchive } from './verify.ts'

describe('archive verify and rebuild', () => {
  let db: Database
  beforeAll(async () => {
    db = await openTestDatabase()
  })
  afterAll(() => db[Symbol.asyncDispose]())

  let archive: ArchiveFixture
  let archivist: Archivist
  beforeEach(async () => {
    archive = await openArchiveFixture(db)
    archivist = createArchivist(archive.parts)
    const deviceId = await archive.device('r')
    for (let n = 1; n <= 5; n += 1) await archive.snapshot(`r${n % 2}`, `version ${n}\n`)
    await archive.snapshot('old', 'text\n', { deviceId })
    await archive.rename(deviceId, 'old', 'new')
    await archive.remove(deviceId, 'new')
    await archivist.publishPending()
  })
  afterEach(() => archive[Symbol.asyncDispose]())

  const whatIsWrong = async (): Promise<string> => {
    const report = await archivist.verify()
    expect(report.ok).toBe(false)
    return report.problems.map(({ what, where, repair }) => `${where}: ${what} -> ${repair}`).join('\n')
  }
  /** Puts other commits in the place of the newest ones, as a hand in the repository would. */
  const replaceTip = async (parent: string, tree: string): Promise<void> => {
    const commit = await archive.git('commit-tree', '-p', parent, '-m', 'planted', tree)
    await archive.git('update-ref', 'refs/heads/main', commit)
  }

  it('is content with what the archivist wrote', async () => {
    expect(await archivist.verify()).toEqual({ ok: true, commits: 8, problems: [] })
  })

  it('is content before anything was published', async () => {
    await using empty = await openArchiveFixture(db)
    expect(await verifyArchive(empty.parts)).toEqual({ ok: true, commits: 0, problems: [] })
  })

  it('finds a missing archive', async () => {
    await rm(archive.path, { recursive: true })
    expect(await whatIsWrong()).toContain('there is no archive -> netraven archive rebuild')
  })

  it('finds a missing commit', async () => {
    await archive.git('update-ref', 'refs/heads/main', 'main~1')
    expect(await whatIsWrong()).toMatch(/publication 8 of new, commit \w{40}: is missing in the archive/)
  })

  it('finds a commit that the database knows nothing of', async () => {
    await replaceTip('main', 'main^{tree}')
    expect(await whatIsWrong()).toMatch(/^commit \w{40}: the database knows nothing of this commit/)
  })

  it('finds a commit with another text', async () => {
    await replaceTip('main~1', 'main~5^{tree}')
    expect(await whatIsWrong()).toMatch(
      /publication 8 of new.*the database has commit[^]*r1\/running-config.txt has no business/,
    )
  })

  it('finds a text that the database has lost, and says how to read it from Git', async () => {
    const [row] = await archive.parts.publications.after(0, 1)
    const parts = {
      ...archive.parts,
      blobs: {
        ...archive.parts.blobs,
        get: async (sha: string) => (sha === row?.blobSha256 ? undefined : archive.parts.blobs.get(sha)),
      },
    }
    const { problems } = await verifyArchive(parts)
    expect(problems).toHaveLength(1)
    const [, command] = problems[0]?.repair.split(/--git-dir='[^']+' /) ?? []
    expect(await archive.git(...(command ?? '').split(' '))).toBe('version 1')
  })

  it('finds a row whose message was changed', async () => {
    const parts = {
      ...archive.parts,
      publications: {
        ...archive.parts.publications,
        after: async (number: number, limit: number) =>
          (await archive.parts.publications.after(number, limit)).map((row) =>
            row.number === 3 ? { ...row, message: 'forged' } : row,
          ),
      },
    }
    const { problems } = await verifyArchive(parts)
    expect(problems.map(({ what }) => what)).toEqual(['author, time or message are not those of the database'])
  })

  it('finds damage in the repository itself', async () => {
    const tree = await archive.git('rev-parse', 'main~4^{tree}')
    await rm(join(archive.path, 'objects', tree.slice(0, 2), tree.slice(2)))
    expect(await whatIsWrong()).toContain(`missing tree ${tree}`)
  })

  it.each([
    ['HEAD', 'ref: refs/heads/maim\n', 'HEAD does not point to refs/heads/main'],
    ['HEAD', 'maim\n', 'not a git repository'],
    ['config', '[core]\n\tbare = true\n\trepositoryformatversion = 0\n', 'its setting core.fsync is not all'],
    ['netraven-layout', 'by-hosu\n', 'netraven-layout is damaged'],
  ])('finds a changed %s that reads %j, and a rebuild repairs it', async (name, content, complaint) => {
    await writeFile(join(archive.path, name), content)
    expect(await whatIsWrong()).toContain(complaint)
    expect(await archivist.rebuild({})).toMatchObject({ commits: 8, changedIds: 0 })
    expect(await archivist.verify()).toMatchObject({ ok: true })
  })

  it('finds what a killed Git left', async () => {
    const lock = join(archive.path, 'refs/heads/main.lock')
    await writeFile(lock, '')
    await utimes(lock, new Date(0), new Date(0))
    expect(await whatIsWrong()).toBe(`${lock}: left by a killed Git -> rm -f -- '${lock}'`)
  })

  it('rebuilds with the same commit ids, whatever became of the old archive', async () => {
    const before = await archive.commitIds()
    await rm(join(archive.path, 'objects'), { recursive: true })
    expect(await archivist.rebuild({})).toEqual({ commits: 8, changedIds: 0, head: before.at(-1) })
    expect(await archive.commitIds()).toEqual(before)
    expect(await archivist.verify()).toMatchObject({ ok: true, commits: 8 })
  })

  it('changes the layout by a rebuild, and the rows with it', async () => {
    const before = await archive.commitIds()
    expect(await archivist.rebuild({ layout: 'sharded' })).toMatchObject({ commits: 8, changedIds: 8 })
    expect(await archive.git('ls-tree', '-r', '--name-only', 'main')).toMatch(/^[0-9a-f]{2}\/r\d\/running-config.txt\n/)
    expect(await archive.commitIds()).not.toEqual(before)
    await archive.snapshot('r9', 'more\n')
    await archivist.publishPending()
    expect(await archivist.verify()).toMatchObject({ ok: true, commits: 9 })
    await archivist.rebuild({ layout: 'by-host' })
    expect((await archive.commitIds()).slice(0, 8)).toEqual(before)
  })

  it('publishes on after a rebuild in the middle of its lead', async () => {
    const stop = new AbortController()
    const lead = archivist.lead(stop.signal)
    await expect.poll(() => archivist.rebuild({}).catch(() => undefined)).toMatchObject({ commits: 8 })
    await archive.snapshot('r9', 'more\n')
    await expect.poll(() => archive.parts.publications.head()).toMatchObject({ number: 9 })
    stop.abort()
    await lead
    expect(await archivist.verify()).toMatchObject({ ok: true, commits: 9 })
  })
})
