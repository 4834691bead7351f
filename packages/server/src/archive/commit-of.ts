import { AppError } from '../errors/app-error.ts'
import type { Publication } from '../store/publications.ts'
import type { BlobStore } from '../store/blobs.ts'
import type { Change, Holdings } from './holdings.ts'
import { pathOf, type ArchivePath, type Layout } from './path-of.ts'

/** Everything that a commit is made of, so the same row always makes the same commit. */
export interface Commit {
  readonly author: string
  readonly committer: string
  readonly message: string
  readonly puts: readonly { readonly path: ArchivePath; readonly bytes: Buffer }[]
  readonly drops: readonly ArchivePath[]
}

export interface CommitSource {
  readonly blobs: BlobStore
  readonly holdings: Holdings
  readonly layout: Layout
}

export async function commitOf(source: CommitSource, publication: Publication): Promise<Commit> {
  const changes = await source.holdings.changesOf(publication)
  const pathFor = (change: Change): ArchivePath => pathOf(source.layout, change.hostname, change.artifact)
  const puts: { path: ArchivePath; bytes: Buffer }[] = []
  for (const change of changes) {
    if (change.act !== 'put') continue
    puts.push({ path: pathFor(change), bytes: await textOf(source.blobs, publication, change.blobSha256) })
  }
  const drops = changes.filter((change) => change.act === 'drop').map(pathFor)
  return { ...headOf(publication), puts, drops }
}

/** The lines of a commit that come from the row alone. */
export function headOf(publication: Publication): Pick<Commit, 'author' | 'committer' | 'message'> {
  const seconds = Math.max(0, Math.floor(publication.committedAt.getTime() / 1000))
  return {
    author: `${identityOf(publication.authorName)} ${seconds} +0000`,
    committer: `NetRaven <archivist@netraven> ${seconds} +0000`,
    message: publication.message,
  }
}

/** `local:alice` becomes `local:alice <local-alice@netraven>`. Git takes the line as it is: no line end, no bracket. */
function identityOf(authorName: string): string {
  const name = authorName
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s<>]+/gu, ' ')
    .trim()
    .slice(0, 200)
  const mailbox = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return `${name.toWellFormed() || 'NetRaven'} <${mailbox || 'netraven'}@netraven>`
}

async function textOf(blobs: BlobStore, publication: Publication, sha256: string): Promise<Buffer> {
  const bytes = await blobs.get(sha256)
  if (bytes) return bytes
  throw new AppError(
    'unavailable',
    `publication ${publication.number} of ${publication.hostname} has lost its text ${sha256}`,
    {
      publication: publication.id,
      sha256,
    },
  )
}
