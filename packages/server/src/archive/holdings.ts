import type { Publication, PublicationStore } from '../store/publications.ts'

/** What one commit does to the tree; `path-of.ts` turns names into paths. */
export type Change =
  | { readonly act: 'put'; readonly hostname: string; readonly artifact: string; readonly blobSha256: string }
  | { readonly act: 'drop'; readonly hostname: string; readonly artifact: string }

/** Tells what a publication changes. It depends on the publications before it and on nothing else, so the same rows
 *  always make the same trees. */
export interface Holdings {
  changesOf(publication: Publication): Promise<Change[]>
}

const pageSize = 1_000

/** A snapshot changes its own file, whatever was before. A rename or a removal has to know what the device has and
 *  which of its old paths it still holds: only then are the rows before it read. */
export function createHoldings(publications: PublicationStore): Holdings {
  let ledger = createLedger()
  let readTo = 0
  const readBefore = async (number: number): Promise<void> => {
    if (readTo >= number) [ledger, readTo] = [createLedger(), 0]
    while (readTo < number - 1) {
      const page = await publications.after(readTo, Math.min(pageSize, number - 1 - readTo))
      if (page.length === 0) throw new Error(`publication ${readTo + 1} is missing before number ${number}`)
      for (const publication of page) ledger.enter(publication)
      readTo += page.length
    }
  }
  return {
    changesOf: async (publication) => {
      if (publication.kind !== 'snapshot') await readBefore(publication.number ?? 0)
      return ledger.changesOf(publication)
    },
  }
}

interface Ledger {
  changesOf(publication: Publication): Change[]
  enter(publication: Publication): void
}

/** The files of each device, each with its text and the paths that it was put at, and who put something at a path last. */
function createLedger(): Ledger {
  const files = new Map<string, Map<string, { sha256: string; hostnames: Set<string> }>>()
  const holders = new Map<string, string>()

  const changesOf = (publication: Publication): Change[] => {
    const { kind, deviceId, hostname, artifact, blobSha256 } = publication
    if (kind === 'snapshot') return [put(hostname, artifact ?? '', blobSha256 ?? '')]
    const own = [...(files.get(deviceId) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1))
    const drops = own.flatMap(([name, { hostnames }]) =>
      [...hostnames].filter((at) => holders.get(keyOf(at, name)) === deviceId).map((at) => drop(at, name)),
    )
    return kind === 'remove' ? drops : [...drops, ...own.map(([name, { sha256 }]) => put(hostname, name, sha256))]
  }

  const enter = (publication: Publication): void => {
    const { kind, deviceId } = publication
    const own = files.get(deviceId) ?? new Map<string, { sha256: string; hostnames: Set<string> }>()
    for (const change of changesOf(publication)) {
      const { hostname, artifact } = change
      const hostnames = own.get(artifact)?.hostnames ?? new Set<string>()
      if (change.act === 'drop') {
        holders.delete(keyOf(hostname, artifact))
        hostnames.delete(hostname)
      } else {
        holders.set(keyOf(hostname, artifact), deviceId)
        own.set(artifact, { sha256: change.blobSha256, hostnames: hostnames.add(hostname) })
      }
    }
    files.set(deviceId, own)
    if (kind === 'remove') files.delete(deviceId)
  }
  return { changesOf, enter }
}

const put = (hostname: string, artifact: string, blobSha256: string): Change => ({
  act: 'put',
  hostname,
  artifact,
  blobSha256,
})
const drop = (hostname: string, artifact: string): Change => ({ act: 'drop', hostname, artifact })
const keyOf = (hostname: string, artifact: string): string => JSON.stringify([hostname, artifact])
