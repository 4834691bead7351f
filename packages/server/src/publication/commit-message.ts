/** The messages of the archive's commits: a title, a blank line, and trailers that lead back to the database.
 *  Names come from people and devices, so each of them is cut down to one line of visible text: no name can start
 *  a line, and so none can forge a trailer. */

export interface SnapshotFacts {
  readonly hostname: string
  readonly artifact: string
  /** Lines. */
  readonly added: number
  readonly removed: number
  /** True for the first snapshot of this artifact of this device. */
  readonly first: boolean
  readonly jobName: string
  readonly jobId: string | null
  readonly runId: string
  readonly deviceId: string
  readonly snapshotId: string
  readonly capturedAt: Date
  /** Of the bytes in the commit. */
  readonly sha256: string
}

/** `publicationId` makes the message unique: a device may be renamed there and back. */
export interface RenameFacts {
  readonly oldHostname: string
  readonly hostname: string
  readonly deviceId: string
  readonly publicationId: string
}

export interface RemovalFacts {
  readonly hostname: string
  readonly deviceId: string
  readonly publicationId: string
}

export function snapshotMessage(facts: SnapshotFacts): string {
  const what = facts.first ? `first snapshot (+${facts.added})` : `changed (+${facts.added} -${facts.removed})`
  return compose(`${facts.hostname}: ${facts.artifact} ${what}`, {
    Job: facts.jobId === null ? facts.jobName : `${oneLine(facts.jobName, 200)} (${facts.jobId})`,
    Run: facts.runId,
    Device: facts.deviceId,
    Snapshot: facts.snapshotId,
    'Captured-At': inWholeSeconds(facts.capturedAt),
    Sha256: facts.sha256,
  })
}

export function renameMessage(facts: RenameFacts): string {
  return compose(`${facts.oldHostname}: renamed to ${facts.hostname}`, {
    Device: facts.deviceId,
    Publication: facts.publicationId,
  })
}

export function removalMessage(facts: RemovalFacts): string {
  return compose(`${facts.hostname}: removed`, { Device: facts.deviceId, Publication: facts.publicationId })
}

function compose(title: string, trailers: Record<string, string>): string {
  const lines = Object.entries(trailers).map(([name, value]) => `NetRaven-${name}: ${oneLine(value)}`)
  return `${oneLine(title)}\n\n${lines.join('\n')}\n`
}

/** Control, format (text direction, zero width) and line-separating characters become one space. */
function oneLine(text: string, maxCharacters = 300): string {
  const visible = text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
  return visible.trim().slice(0, maxCharacters).toWellFormed()
}

const inWholeSeconds = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z')
