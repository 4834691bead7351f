import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { openTestDatabase, testEngines } from '../db/testing/open-test-database.ts'
import { openArchiveFixture, published, type ArchiveFixture } from './testing/archive-fixture.ts'
import { createArchivist } from './publish.ts'

describe.each(testEngines)('archivist on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await openTestDatabase(engine)
  })
  afterAll(() => db[Symbol.asyncDispose]())

  let archive: ArchiveFixture
  beforeEach(async () => {
    archive = await openArchiveFixture(db)
  })
  afterEach(() => archive[Symbol.asyncDispose]())

  const publish = (): Promise<number> => createArchivist(archive.parts).publishPending()

  it('makes one commit for each kept snapshot, with author, time, message and text from the row', async () => {
    await archive.snapshot('core-sw1', 'hostname core-sw1\n', { authorName: 'alice' })
    await archive.snapshot('core-sw1', '{"model":"X"}\n', { artifact: 'facts' })
    expect(await publish()).toBe(2)
    expect(await archive.git('log', '--reverse', '--format=%an <%ae> %ad|%cn <%ce>|%s', '--date=raw')).toBe(
      'alice <alice@netraven> 1800000001 +0000|NetRaven <archivist@netraven>|core-sw1: running-config changed (+3 -1)\n' +
        'NetRaven <netraven@netraven> 1800000002 +0000|NetRaven <archivist@netraven>|core-sw1: facts changed (+3 -1)',
    )
    expect(await archive.text('main:core-sw1/running-config.txt')).toEqual(Buffer.from('hostname core-sw1\n'))
    expect(await archive.git('show', 'main:core-sw1/facts.json')).toBe('{"model":"X"}')
    expect(await archive.git('log', '-1', '--format=%(trailers:key=NetRaven-Job,valueonly)')).toMatch(
      /^nightly \(.{36}\)$/,
    )
  })

  it('keeps every byte of a text, whatever it looks like', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0, 255, 13, 10, 0xc3, 0x28]),
      Buffer.from('\ndata 3\ncommit refs/heads/x\ndone\n'),
    ])
    await archive.snapshot('r1', bytes)
    await archive.snapshot('r2', '')
    await publish()
    expect(await archive.text('main:r1/running-config.txt')).toEqual(bytes)
    expect(await archive.text('main:r2/running-config.txt')).toEqual(Buffer.alloc(0))
    expect(await archive.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main')
  })

  it('publishes 250 waiting rows in their order, in batches, and gives each row its commit', async () => {
    for (let n = 1; n <= 250; n += 1) await archive.snapshot(`r${n % 7}`, `version ${n}\n`)
    expect(await publish()).toBe(250)
    const rows = await archive.parts.publications.after(0, 1_000)
    expect(await archive.commitIds()).toEqual(rows.map((row) => row.commitId))
    expect(rows.map((row) => row.number)).toEqual(rows.map((_row, index) => index + 1))
    expect(await archive.git('show', 'main:r5/running-config.txt')).toBe('version 250')
    expect(await archive.git('fsck', '--full', '--strict')).toBe('')
  })

  it('does nothing when nothing waits, and goes on where it stopped', async () => {
    expect(await publish()).toBe(0)
    await archive.snapshot('r1', 'one\n')
    expect(await publish()).toBe(1)
    expect(await publish()).toBe(0)
    await archive.snapshot('r1', 'two\n')
    expect(await publish()).toBe(1)
    expect(await archive.git('log', '-p', '--format=', '-1')).toContain('-one\n+two')
  })

  it('moves all files of a renamed device, and takes those of a removed one away', async () => {
    const deviceId = await archive.device('r')
    await archive.snapshot('old', 'text\n', { deviceId })
    await archive.snapshot('old', '{}\n', { deviceId, artifact: 'facts' })
    await archive.rename(deviceId, 'old', 'new')
    await publish()
    expect(await archive.git('ls-tree', '-r', '--name-only', 'main')).toBe('new/facts.json\nnew/running-config.txt')
    await archive.remove(deviceId, 'new')
    await publish()
    expect(await archive.git('ls-tree', '-r', '--name-only', 'main')).toBe('')
    expect(await archive.commitIds()).toHaveLength(4)
  })

  it('leaves a path alone that another device holds by now', async () => {
    const [first, second] = [await archive.device('core'), await archive.device('other')]
    await archive.snapshot('core', 'first\n', { deviceId: first })
    await archive.snapshot('core', '{}\n', { deviceId: first, artifact: 'facts' })
    await archive.snapshot('core', 'second\n', { deviceId: second })
    await archive.rename(first, 'core', 'edge')
    await publish()
    expect(await archive.git('ls-tree', '-r', '--name-only', 'main')).toBe(
      'core/running-config.txt\nedge/facts.json\nedge/running-config.txt',
    )
    expect(await archive.git('show', 'main:core/running-config.txt')).toBe('second')
    expect(await archive.git('show', 'main:edge/running-config.txt')).toBe('first')
    await archive.rename(first, 'edge', 'core')
    await archive.remove(second, 'core')
    await publish()
    expect(await archive.git('show', 'main:core/running-config.txt')).toBe('first')
  })

  it('makes a commit even of a rename of a device that was never backed up', async () => {
    await archive.rename(await archive.device('r'), 'a', 'b')
    await archive.snapshot('r1', 'text\n')
    expect(await publish()).toBe(2)
    expect(await archive.git('fsck', '--full', '--strict')).toBe('')
  })

  it.each(['../x', '.git/config', '/etc/passwd', 'a\nD b', 'x.lock', '', '"q"'])(
    'keeps the hostile hostname %j inside and does not let it hold up the others',
    async (hostname) => {
      await archive.snapshot(hostname, 'hostile\n')
      await archive.snapshot('good', 'text\n')
      expect(await publish()).toBe(2)
      expect(await archive.git('ls-tree', '-r', '--name-only', 'main')).toMatch(
        /^_[0-9a-f]{32}\/running-config.txt\ngood\/running-config.txt$/,
      )
      expect(await archive.git('fsck', '--full', '--strict')).toBe('')
    },
  )

  it('refuses author names that could break a commit', async () => {
    await archive.snapshot('r1', 'x\n', { authorName: 'eve <root@x> 1 +0000\ncommitter eve' })
    await archive.snapshot('r1', 'y\n', { authorName: '\n<>' })
    await publish()
    expect(await archive.git('log', '--reverse', '--format=%an|%ae')).toBe(
      'eve root@x 1 +0000 committer eve|eve-root-x-1-0000-committer-eve@netraven\nNetRaven|netraven@netraven',
    )
    expect(await archive.git('fsck', '--full', '--strict')).toBe('')
  })

  it('publishes what is announced, and only one of two archivists does', async () => {
    const stops = [new AbortController(), new AbortController()]
    const leads = stops.map((stop) => createArchivist(archive.parts).lead(stop.signal))
    await archive.snapshot('r1', 'one\n')
    await published(archive, 1)
    const other = createArchivist(archive.parts)
    await expect(other.publishPending()).rejects.toMatchObject({ kind: 'conflict' })
    const ids = await archive.commitIds()
    expect(await other.rebuild({}), 'the leader does it for the other').toMatchObject({ commits: 1, changedIds: 0 })
    expect(await archive.commitIds()).toEqual(ids)
    stops[0]?.abort()
    await leads[0]
    await archive.snapshot('r1', 'two\n')
    await published(archive, 2)
    stops[1]?.abort()
    await Promise.all(leads)
    expect(await archive.commitIds()).toHaveLength(2)
    expect(archive.warnings).toEqual([])
  })

  it('leaves neither child nor pack half written behind when it is asked to stop', async () => {
    const stop = new AbortController()
    const lead = createArchivist(archive.parts).lead(stop.signal)
    await archive.snapshot('r1', 'one\n')
    await published(archive, 1)
    stop.abort()
    await lead
    expect(await archive.git('count-objects', '-v', '-H')).toContain('garbage: 0')
  })
})
