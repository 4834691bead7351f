import type { Platform as PlatformOnWire } from '@netraven/contract'
import { findPlatform, type ArtifactStep, type Platform, PLATFORMS, PROOFS } from '@netraven/device'
import { AppError } from '../errors/app-error.ts'

/** The id of a platform by any of its names; AppError `invalid` when no platform has it. */
export function platformOf(name: string): string {
  const platform = findPlatform(name)
  if (platform) return platform.id
  const known = similarTo(name)
  const like = known.length > 0 ? `; similar are ${known.join(', ')}` : ''
  throw new AppError(
    'invalid',
    `There is no platform ${JSON.stringify(name.slice(0, 100))}${like}. "netraven platforms" lists all of them`,
    { field: 'platform', known },
  )
}

/** Ids whose names have something in common with this one: at most eight. */
function similarTo(name: string): string[] {
  const words = (text: string) =>
    text
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 1)
  const wanted = words(name.slice(0, 100))
  const sharing = PLATFORMS.map(({ id, title, aliases }) => {
    const own = new Set([id, title, ...aliases].flatMap(words))
    return { id, shared: wanted.filter((word) => own.has(word)).length }
  })
  const best = sharing.filter(({ shared }) => shared > 0).toSorted((a, b) => b.shared - a.shared)
  return best.slice(0, 8).map(({ id }) => id)
}

/** What NetRaven knows about each kind of device, for people. */
export const listPlatforms = (): PlatformOnWire[] =>
  PLATFORMS.map((platform) => ({
    id: platform.id,
    title: platform.title,
    tier: platform.tier,
    family: platform.family,
    aliases: [...platform.aliases],
    equals: [...platform.equals],
    transports: [...platform.transports],
    commands: commandsOf(platform),
    proof: proofOf(platform),
    recordings: [...(PROOFS[platform.id]?.recordings ?? [])],
    transcripts: transcriptsOf(platform.id),
    proven: provenInWords(platform.id),
    source: platform.source,
  }))

const transcriptsOf = (id: string): number =>
  Object.values(PROOFS[id]?.transcripts ?? {}).reduce((sum, count) => sum + count, 0)

/** What shows that a platform is read right: the strongest first. */
function provenInWords(id: string): string {
  const { recordings = [], transcripts = {} } = PROOFS[id] ?? {}
  const parts = [
    counted(recordings.length, 'recorded session'),
    counted(transcripts.device, 'transcript of a real device', 'transcripts of real devices'),
    counted(transcripts.simulation, 'transcript of a simulation', 'transcripts of simulations'),
    counted(transcripts.documentation, 'transcript from documentation', 'transcripts from documentation'),
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : 'unproven'
}

const counted = (count: number | undefined, one: string, many = `${one}s`): string =>
  count ? `${count} ${count === 1 ? one : many}` : ''

function commandsOf({ artifacts }: Platform): Record<string, string> {
  const best = Object.entries(artifacts).map(([artifact, [steps]]) => [artifact, (steps ?? []).map(nameOf).join(' + ')])
  return Object.fromEntries(best) as Record<string, string>
}

const nameOf = (step: ArtifactStep): string => (typeof step === 'string' ? step : step.file)

const markOf = (mark: RegExp): string => mark.source.replaceAll(/[\^$]/g, '')

function proofOf({ complete: rule }: Platform): string {
  const proofs = [
    rule.endMark && `the end mark ${markOf(rule.endMark)}`,
    rule.usualEnd && `its usual end ${markOf(rule.usualEnd)}, else two equal reads`,
    rule.declaredSize && 'the declared size',
    rule.structure && `closed ${rule.structure}`,
    rule.exitStatusProves && 'the exit status',
  ].filter(Boolean)
  return proofs.length > 0 ? proofs.join(', ') : 'two equal reads'
}
