import type { Platform } from '../platform.ts'
import type { Candidate } from './finding.ts'
import { isShort, wordsFor, type Observation } from './observation.ts'

/** Asked of a device that nothing is known of, in this order. A shell gives itself away by how it refuses the first. */
const GENERAL = [
  'show version',
  'show system',
  'display version',
  'show inventory',
  'show system info',
  'get system status',
  'show system information',
  '/system resource print',
  'uname -a',
] as const
/** Points that a candidate may be behind the best one and still be in the race. */
const NEAR = 30

/** The probe that can decide between most of the platforms that are left: the leading candidates first, then all candidates,
 *  then any platform by the general probes. Undefined when nothing is left to ask. */
export function nextProbe(
  seen: readonly Observation[],
  candidates: readonly Candidate[],
  platforms: readonly Platform[],
): string | undefined {
  const asked = new Set(seen.flatMap(({ probe }) => (probe === undefined ? [] : [probe])))
  const left = platforms.filter((platform) => !isContradicted(platform, seen) && mayPrompt(platform, seen))
  const best = candidates[0]?.score ?? 0
  const scoreOf = new Map(candidates.map(({ platform, score }) => [platform, score]))
  const within = (points: number) => left.filter(({ id }) => (scoreOf.get(id) ?? -1) >= Math.max(1, points))
  const isOpen = (probe: string) => !asked.has(probe)
  return (
    mostAsked(within(best - NEAR), isOpen) ??
    mostAsked(within(1), isOpen) ??
    GENERAL.find((probe) => isOpen(probe) && left.some((platform) => knows(platform, probe)))
  )
}

const knows = ({ detect }: Platform, probe: string): boolean =>
  detect.some((rule) => 'probe' in rule && rule.probe === probe)

/** A device that answered a platform's probe, and not as that platform does, is not of it. */
const isContradicted = ({ detect }: Platform, seen: readonly Observation[]): boolean => {
  const answered = seen.filter(({ kind, text }) => kind === 'probe' && !isShort(text))
  return answered.some((answer) => {
    const rules = detect.filter((rule) => 'probe' in rule && rule.probe === answer.probe)
    return rules.length > 0 && rules.every((rule) => wordsFor(rule, answer) === undefined)
  })
}

/** A prompt of another end than a platform has is none of it. */
const mayPrompt = ({ prompt: { ends } }: Platform, seen: readonly Observation[]): boolean => {
  const shown = seen.find(({ kind }) => kind === 'prompt')?.text.trimEnd()
  return shown === undefined || ends.some((end) => shown.endsWith(end))
}

/** The probe most of these platforms know; of equals the more general one. */
function mostAsked(platforms: readonly Platform[], isOpen: (probe: string) => boolean): string | undefined {
  const counts = new Map<string, number>()
  for (const { detect } of platforms) {
    const probes = new Set(detect.flatMap((rule) => ('probe' in rule && isOpen(rule.probe) ? [rule.probe] : [])))
    for (const probe of probes) counts.set(probe, (counts.get(probe) ?? 0) + 1)
  }
  const rank = (probe: string) => GENERAL.findIndex((general) => general === probe) + 1 || GENERAL.length + 1
  return [...counts].toSorted(([a, many], [b, more]) => more - many || rank(a) - rank(b))[0]?.[0]
}
