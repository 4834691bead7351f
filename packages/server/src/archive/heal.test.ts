import { cp, mkdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { openTestDatabase } from '../db/testing/open-test-database.ts'
import { forgetPublications, openArchiveFixture, published, type ArchiveFixture } from './testing/archive-fixture.ts'
import { createBranchWriter } from './branch-writer.ts'
import { createHoldings } from './holdings.ts'
import { createArchivist } from './publish.ts'
import { openRepository } from './repository.ts'

const longAgo = new Date(Date.now() - 60_000)

describe('the archive heals', () => {
  let db: Database
  beforeAll(async () => {
    db = await openTestDatabase()
  })
  afterAll(() => db[Symbol.asyncDispose]())

  let archive: ArchiveFixture
  let stop: AbortController
  let lead: Promise<void>
  beforeEach(async () => {
    archive = await openArchiveFixture(db, { checkMs: 100 })
    stop = new AbortController()
    lead = Promise.resolve()
  })
  afterEach(async () => {
    stop.abort()
    await lead
    await archive[Symbol.asyncDispose]()
  })

  const publish = (): Promise<number> => createArchivist(archive.parts).publishPending()
  const startLead = (): void => void (lead = createArchivist(archive.parts).lead(stop.signal))
  const textsOf = async (count: number): Promise<void> => {
    for (let n = 1; n <= count; n += 1) await archive.snapshot(`r${n % 3}`, `version ${n}\n`.repeat(n))
  }
  /** The file was left by a Git that was killed a minute ago. */
  const leave = async (name: string): Promise<string> => {
    const file = join(archive.path, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, '')
    await utimes(file, longAgo, longAgo)
    return file
  }
  const commitsMatchRows = async (): Promise<void> => {
    const rows = await archive.parts.publications.after(0, 1_000)
    expect(await archive.commitIds()).toEqual(rows.map((row) => row.commitId))
    expect(await archive.git('fsck', '--full', '--strict', '--no-dangling')).toBe('')
  }
  const writerOfOneWhoDies = async () => {
    const repository = await openRepository(archive.path)
    if (!repository) throw new Error('there is no repository')
    const source = {
      blobs: archive.parts.blobs,
      layout: repository.layout,
      holdings: createHoldings(archive.parts.publications),
    }
    return createBranchWriter(repository, source, await repository.tip())
  }

  it('adopts commits of an archivist that was killed before it could mark them, and doubles none', async () => {
    await textsOf(2)
    await publish()
    await textsOf(3)
    await archive.parts.publications.number(100)
    await using writer = await writerOfOneWhoDies()
    const marks = await writer.write(await archive.parts.publications.pending(2))
    expect(await publish()).toBe(1)
    expect((await archive.commitIds()).slice(2, 4)).toEqual(marks.map((mark) => mark.commitId))
    await commitsMatchRows()
  })

  it('moves nothing for an archivist that was killed in the middle of its stream', async () => {
    await textsOf(1)
    await publish()
    const before = await archive.commitIds()
    await textsOf(2)
    await archive.parts.publications.number(100)
    const writer = await writerOfOneWhoDies()
    const [row] = await archive.parts.publications.pending(1)
    await expect(writer.write([row!, { ...row!, blobSha256: 'lost' }])).rejects.toThrow('has lost its text')
    await writer[Symbol.asyncDispose]()
    expect(await archive.commitIds()).toEqual(before)
    await publish()
    await commitsMatchRows()
  })

  it('refuses the stale batch of one who no longer leads, whole', async () => {
    await textsOf(1)
    await publish()
    await textsOf(3)
    await archive.parts.publications.number(100)
    const rows = await archive.parts.publications.pending(3)
    await using stale = await writerOfOneWhoDies()
    await stale.write(rows.slice(0, 1))
    await publish()
    await expect(stale.write([{ ...rows[1]!, message: 'stale\n' }])).rejects.toThrow('main of')
    await commitsMatchRows()
  })

  it('stops in the middle and marks nothing when the lead is lost; the next leader publishes all', async () => {
    await textsOf(3)
    const lost = new AbortController()
    const { db, blobs } = archive.parts
    const lead = async () => ({ lost: lost.signal, [Symbol.asyncDispose]: async () => {} })
    const get = async (sha256: string) => {
      if ((await archive.parts.publications.pending(3)).at(-1)?.blobSha256 === sha256) lost.abort()
      return blobs.get(sha256)
    }
    const loser = createArchivist({ ...archive.parts, db: { ...db, lead }, blobs: { ...blobs, get } })
    await expect(loser.publishPending()).rejects.toThrow('aborted')
    expect(await archive.parts.publications.head()).toBeUndefined()
    expect(await publish()).toBe(3)
    await commitsMatchRows()
  })

  it.each([
    'refs/heads/main.lock',
    'HEAD.lock',
    'packed-refs.lock',
    'config.lock',
    'objects/pack/tmp_pack_Xa1',
    'objects/aa/tmp_obj_b',
  ])('after a Git that was killed left %s', async (name) => {
    await textsOf(1)
    await publish()
    await leave(name)
    await textsOf(2)
    expect(await publish()).toBe(2)
    await expect(readFile(join(archive.path, name))).rejects.toMatchObject({ code: 'ENOENT' })
    await commitsMatchRows()
  })

  it('marks nothing while the ref is locked, for Git acknowledges what it did not do', async () => {
    await textsOf(1)
    await publish()
    await writeFile(join(archive.path, 'refs/heads/main.lock'), '')
    await textsOf(1)
    await expect(publish()).rejects.toThrow('stands at')
    expect(await archive.parts.publications.head()).toMatchObject({ number: 1 })
    await leave('refs/heads/main.lock')
    expect(await publish()).toBe(1)
    await commitsMatchRows()
  })

  it('when the ref is empty', async () => {
    await textsOf(3)
    await publish()
    await truncate(join(archive.path, 'refs/heads/main'), 0)
    await textsOf(1)
    expect(await publish()).toBe(1)
    await commitsMatchRows()
  })

  it('when the repository is deleted while its leader waits', async () => {
    startLead()
    await textsOf(5)
    await published(archive, 5)
    const before = await archive.commitIds()
    await rm(archive.path, { recursive: true })
    await expect.poll(() => openRepository(archive.path), { timeout: 15_000 }).toBeDefined()
    await expect.poll(() => archive.commitIds()).toEqual(before)
  })

  it('when an object is cut short, without anything to publish', async () => {
    await textsOf(5)
    await publish()
    const before = await archive.commitIds()
    const tree = await archive.git('rev-parse', 'main~2^{tree}')
    const object = join(archive.path, 'objects', tree.slice(0, 2), tree.slice(2))
    await rm(object)
    await writeFile(object, 'cut')
    expect(await sound(archive)).toBe(false)
    startLead()
    await expect.poll(() => sound(archive), { timeout: 15_000, interval: 200 }).toBe(true)
    expect(await archive.commitIds()).toEqual(before)
    expect(archive.warnings).toContain('the archive is damaged and is written anew')
  })

  it('when HEAD is gone', async () => {
    await textsOf(3)
    await publish()
    const before = await archive.commitIds()
    await rm(join(archive.path, 'HEAD'))
    await textsOf(1)
    await publish()
    expect((await archive.commitIds()).slice(0, 3)).toEqual(before)
    await commitsMatchRows()
  })

  it('catches up on the disk of a former leader, with the same commit ids', async () => {
    await textsOf(3)
    await publish()
    await cp(archive.path, `${archive.path}.former`, { recursive: true })
    await textsOf(4)
    await publish()
    const ids = await archive.commitIds()
    await rm(archive.path, { recursive: true })
    await rename(`${archive.path}.former`, archive.path)
    await textsOf(1)
    expect(await publish()).toBe(1)
    expect((await archive.commitIds()).slice(0, 7)).toEqual(ids)
    await commitsMatchRows()
  })

  it('starts on an empty disk from the database, with the same commit ids', async () => {
    await textsOf(7)
    await publish()
    const ids = await archive.commitIds()
    await rm(archive.path, { recursive: true })
    await publish()
    expect(await archive.commitIds()).toEqual(ids)
  })

  it('puts the branch back when somebody committed to it, and keeps their commit', async () => {
    await textsOf(2)
    await publish()
    const before = await archive.commitIds()
    const strange = await archive.git('commit-tree', '-p', 'main', '-m', 'mine', 'main^{tree}')
    await archive.git('update-ref', 'refs/heads/main', strange)
    await textsOf(1)
    await publish()
    expect((await archive.commitIds()).slice(0, 2)).toEqual(before)
    expect(await archive.git('for-each-ref', '--format=%(objectname)', 'refs/set-aside')).toBe(strange)
    await commitsMatchRows()
  })

  it('keeps the commits of another installation aside, and begins its own', async () => {
    await textsOf(1)
    await publish()
    const [theirs] = await archive.commitIds()
    await forgetPublications(db)
    await textsOf(2)
    expect(await publish()).toBe(2)
    expect(await archive.git('for-each-ref', '--format=%(objectname)', 'refs/set-aside')).toBe(theirs)
    await commitsMatchRows()
  })

  it('refuses a folder that holds something else, and touches nothing in it', async () => {
    await mkdir(archive.path)
    await writeFile(join(archive.path, 'thesis.txt'), 'precious')
    await textsOf(1)
    await expect(publish()).rejects.toThrow('is not an archive of NetRaven')
    expect(await readFile(join(archive.path, 'thesis.txt'), 'utf8')).toBe('precious')
  })
})

async function sound(archive: ArchiveFixture): Promise<boolean> {
  const repository = await openRepository(archive.path)
  return repository !== undefined && (await repository.faults()).length === 0
}
