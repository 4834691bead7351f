import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { removalMessage, renameMessage, snapshotMessage } from '../../publication/commit-message.ts'
import type { Database } from '../../db/database.ts'
import { createStores } from '../../store/create-stores.ts'
import type { PublicationInput } from '../../store/publications.ts'
import type { ArchiveParts } from '../archive-parts.ts'
import { createGit } from '../git.ts'
import { publicationsChannel } from '../publish.ts'

/** An archive in a folder of its own, on an emptied database, with rows made as the program makes them. */
export interface ArchiveFixture extends AsyncDisposable, Rows, Questions {
  readonly parts: ArchiveParts
  readonly path: string
  readonly warnings: string[]
}

interface SnapshotWish {
  readonly artifact?: string
  readonly deviceId?: string
  readonly authorName?: string
}

interface Rows {
  device(hostname: string): Promise<string>
  snapshot(hostname: string, text: string | Buffer, wish?: SnapshotWish): Promise<void>
  rename(deviceId: string, oldHostname: string, hostname: string): Promise<void>
  remove(deviceId: string, hostname: string): Promise<void>
}

interface Questions {
  /** What a person at a terminal sees. */
  git(...args: string[]): Promise<string>
  /** The exact bytes of `REVISION:PATH`. */
  text(name: string): Promise<Buffer>
  commitIds(): Promise<string[]>
}

/** Of the first commit; each further one is a second later. */
const firstSecond = 1_800_000_000

export async function openArchiveFixture(
  db: Database,
  settings: Partial<ArchiveParts['settings']> = {},
): Promise<ArchiveFixture> {
  await forgetPublications(db)
  const folder = await mkdtemp(join(tmpdir(), 'netraven-archive-'))
  const path = join(folder, 'archive.git')
  const { publications, blobs } = createStores(db)
  const warnings: string[] = []
  const log = { info: () => {}, warn: (_fields: object, message: string) => void warnings.push(message) }
  const parts = {
    db,
    publications,
    blobs,
    log,
    settings: { path, layout: 'by-host' as const, flushMs: 20, batch: 100, ...settings },
  }
  return {
    parts,
    path,
    warnings,
    ...rowsOf(parts),
    ...questionsTo(path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** As on a new installation. */
export async function forgetPublications(db: Database): Promise<void> {
  await db.execute('truncate publications, blobs cascade')
}

/** Waits for the row of this number to be marked. */
export async function published(archive: ArchiveFixture, number: number): Promise<void> {
  await vi.waitUntil(async () => (await archive.parts.publications.head())?.number === number, { timeout: 10_000 })
}

function rowsOf({ db, publications, blobs }: ArchiveParts): Rows {
  const devices = new Map<string, string>()
  const jobId = randomUUID()
  let count = 0
  const row = (deviceId: string, hostname: string): Omit<PublicationInput, 'kind' | 'message'> => {
    const committedAt = new Date((firstSecond + ++count) * 1000)
    const id = `01930000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`
    const nothing = { oldHostname: null, snapshotId: null, artifact: null, blobSha256: null }
    return { id, deviceId, hostname, committedAt, authorName: 'NetRaven', ...nothing }
  }
  const add = async (input: PublicationInput): Promise<void> => {
    await publications.add(input)
    await db.notify(publicationsChannel, '')
  }
  const device = async (hostname: string): Promise<string> => {
    const id = randomUUID()
    devices.set(hostname, id)
    return id
  }
  return {
    device,
    snapshot: async (hostname, text, { artifact = 'running-config', deviceId, authorName = 'NetRaven' } = {}) => {
      const bytes = Buffer.from(text)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const base = row(deviceId ?? devices.get(hostname) ?? (await device(hostname)), hostname)
      const snapshotId = randomUUID()
      const facts = { hostname, artifact, added: 3, removed: 1, first: false, jobName: 'nightly', jobId, runId: jobId }
      const found = { deviceId: base.deviceId, snapshotId, capturedAt: base.committedAt, sha256 }
      const message = snapshotMessage({ ...facts, ...found })
      await blobs.put(sha256, bytes)
      await add({
        ...base,
        kind: 'snapshot',
        artifact,
        snapshotId,
        blobSha256: sha256,
        authorName,
        message,
      })
    },
    rename: async (deviceId, oldHostname, hostname) => {
      const base = row(deviceId, hostname)
      const message = renameMessage({ oldHostname, hostname, deviceId, publicationId: base.id })
      await add({ ...base, kind: 'rename', oldHostname, message })
    },
    remove: async (deviceId, hostname) => {
      const base = row(deviceId, hostname)
      const message = removalMessage({ hostname, deviceId, publicationId: base.id })
      await add({ ...base, kind: 'remove', message })
    },
  }
}

function questionsTo(path: string): Questions {
  const git = createGit(path)
  const person = ['-c', 'user.name=somebody', '-c', 'user.email=somebody@elsewhere']
  const ask = async (...args: string[]): Promise<Buffer> => (await git.run([...person, ...args])).stdout
  return {
    git: async (...args) => (await ask(...args)).toString('utf8').trimEnd(),
    text: (name) => ask('cat-file', 'blob', name),
    commitIds: async () => (await ask('rev-list', '--reverse', 'main')).toString('utf8').trim().split('\n'),
  }
}
