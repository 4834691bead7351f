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

/** Who put what where: for each device its files, for each path the device that wrote it last. */
function createLedger(): Ledger {
  const files = new Map<string, Map<string, string>>()
  const holders = new Map<string, string>()
  const filesOf = (deviceId: string): Map<string, string> => files.get(deviceId) ?? new Map<string, string>()

  const changesOf = (publication: Publication): Change[] => {
    const { kind, deviceId, hostname, oldHostname, artifact, blobSha256 } = publication
    if (kind === 'snapshot') return [{ act: 'put', hostname, artifact: artifact ?? '', blobSha256: blobSha256 ?? '' }]
    const left = kind === 'rename' ? (oldHostname ?? hostname) : hostname
    const own = [...filesOf(deviceId)].toSorted(([a], [b]) => (a < b ? -1 : 1))
    const drops = own
      .filter(([name]) => holders.get(keyOf(left, name)) === deviceId)
      .map(([name]): Change => ({ act: 'drop', hostname: left, artifact: name }))
    if (kind === 'remove') return drops
    return [...drops, ...own.map(([name, sha]): Change => ({ act: 'put', hostname, artifact: name, blobSha256: sha }))]
  }

  const enter = (publication: Publication): void => {
    const { kind, deviceId } = publication
    for (const change of changesOf(publication)) {
      const key = keyOf(change.hostname, change.artifact)
      if (change.act === 'drop') holders.delete(key)
      else {
        holders.set(key, deviceId)
        files.set(deviceId, filesOf(deviceId).set(change.artifact, change.blobSha256))
      }
    }
    if (kind === 'remove') files.delete(deviceId)
  }
  return { changesOf, enter }
}

const keyOf = (hostname: string, artifact: string): string => JSON.stringify([hostname, artifact])
