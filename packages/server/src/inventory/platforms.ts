import type { Platform as PlatformOnWire } from '@netraven/contract'
import { findPlatform, type ArtifactStep, type Platform, PLATFORMS } from '@netraven/device'
import { AppError } from '../errors/app-error.ts'

/** The id of a platform by any of its names; AppError `invalid` when no platform has it. */
export function platformOf(name: string): string {
  const platform = findPlatform(name)
  if (platform) return platform.id
  const known = PLATFORMS.map(({ id }) => id)
  throw new AppError('invalid', `There is no platform ${JSON.stringify(name)}; there are ${known.join(', ')}`, {
    field: 'platform',
    known,
  })
}

/** What NetRaven knows about each kind of device, for people. */
export const listPlatforms = (): PlatformOnWire[] =>
  PLATFORMS.map((platform) => ({
    id: platform.id,
    title: platform.title,
    transports: [...platform.transports],
    commands: commandsOf(platform),
    proof: proofOf(platform),
    source: platform.source,
  }))

function commandsOf({ artifacts }: Platform): Record<string, string> {
  const best = Object.entries(artifacts).map(([artifact, [steps]]) => [artifact, (steps ?? []).map(nameOf).join(' + ')])
  return Object.fromEntries(best) as Record<string, string>
}

const nameOf = (step: ArtifactStep): string => (typeof step === 'string' ? step : step.file)

function proofOf({ complete: rule }: Platform): string {
  const proofs = [
    rule.endMark && `the end mark ${rule.endMark.source.replaceAll(/[\^$]/g, '')}`,
    rule.declaredSize && 'the declared size',
    rule.structure && `closed ${rule.structure}`,
    rule.exitStatusProves && 'the exit status',
  ].filter(Boolean)
  return proofs.length > 0 ? proofs.join(', ') : 'two equal reads'
}
