import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { has } from '../needs.ts'

/** What shows that a platform is read right. */
interface Proof {
  readonly recordings: readonly string[]
  readonly transcripts: Readonly<Record<string, number>>
}

/** What of the package the command uses. Read by address, so that no compiler project depends on this one. */
interface Recorded {
  readonly name: string
  readonly degenerate: boolean
}
interface Replay extends AsyncDisposable {
  readonly devices: readonly Recorded[]
  readonly folder: string
}
interface Session extends AsyncDisposable {
  readonly platform: { readonly id: string }
  getConfig(): Promise<{ readonly complete: { readonly proven: boolean } }>
}
interface Kit {
  startReplay(variation: readonly string[]): Promise<Replay>
  visitRecorded(device: Recorded): Promise<Session>
  comparisonOf(
    device: Recorded,
    config: object,
    folder: string,
  ): { readonly brought: unknown; readonly wanted: unknown }
}

const device = new URL('../../packages/device/', import.meta.url)
const output = new URL('src/proofs.ts', device)
const moduleAt = <T>(path: string): Promise<T> => import(new URL(path, device).href)

/** Writes proofs.ts. Where the recordings are not at hand, what was proven with them before stays. */
export async function writeProofs(): Promise<void> {
  const recordings = has('shared') ? await readExactly() : await provenBefore()
  const transcripts = transcriptsByPlatform()
  const ids = [...new Set([...recordings.keys(), ...transcripts.keys()])].toSorted()
  const lines = ids.map((id) => {
    const proof: Proof = { recordings: recordings.get(id) ?? [], transcripts: transcripts.get(id) ?? {} }
    return `  ${id}: ${JSON.stringify(proof)},`
  })
  writeFileSync(output, page(lines))
}

const page = (lines: readonly string[]): string => `// Written by "npm run proofs", do not edit.

/** What shows that a platform is read right, beside the proof of each text. */
export interface PlatformProof {
  /** Sessions of real devices whose configuration is read to the last line, by the names of their recordings. */
  readonly recordings: readonly string[]
  /** How many transcripts play back right, by who spoke in them. */
  readonly transcripts: { readonly device?: number; readonly simulation?: number; readonly documentation?: number }
}

/** By platform id; a platform that is not here is unproven. */
export const PROOFS: Readonly<Partial<Record<string, PlatformProof>>> = {
${lines.join('\n')}
}
`

/** The recorded devices that are read exactly and proven whole, by platform. */
async function readExactly(): Promise<Map<string, string[]>> {
  const { startReplay } = await moduleAt<Kit>('src/testing/recorded/start-replay.ts')
  const { visitRecorded, comparisonOf } = await moduleAt<Kit>('src/testing/recorded/visit-recorded.ts')
  await using replay = await startReplay([])
  const byPlatform = new Map<string, string[]>()
  for (const recorded of replay.devices.filter(({ degenerate }) => !degenerate)) {
    await using session = await visitRecorded(recorded)
    const config = await session.getConfig()
    const { brought, wanted } = comparisonOf(recorded, config, replay.folder)
    const isExact = config.complete.proven && JSON.stringify(brought) === JSON.stringify(wanted)
    const { id } = session.platform
    if (isExact) byPlatform.set(id, [...(byPlatform.get(id) ?? []), recorded.name])
    else process.stderr.write(`${recorded.name} is not read exactly as ${id}\n`)
  }
  return byPlatform
}

async function provenBefore(): Promise<Map<string, readonly string[]>> {
  const { PROOFS } = await moduleAt<{ PROOFS: Record<string, Proof> }>('src/proofs.ts')
  return new Map(Object.entries(PROOFS).map(([id, { recordings }]) => [id, recordings]))
}

function transcriptsByPlatform(): Map<string, Record<string, number>> {
  const folder = new URL('transcripts/', device)
  const counts = new Map<string, Record<string, number>>()
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const { platform, origin = 'documentation' } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
      platform: string
      origin?: string
    }
    const before = counts.get(platform) ?? {}
    counts.set(platform, { ...before, [origin]: (before[origin] ?? 0) + 1 })
  }
  return counts
}
