import { escapeControls } from '../errors.ts'
import type { DetectRule, Platform } from '../platform.ts'
import type { Candidate, Evidence, Finding } from './finding.ts'
import { isUnder, wordsFor, type Observation } from './observation.ts'

const WINNER = 90
const LEAD = 20
const LONGEST_WORDS = 120

/** What all that was seen amounts to. */
export interface Verdict extends Finding {
  /** The platform that has enough points and lead. */
  readonly winner: Platform | undefined
}

/** A rule that something seen fits. */
interface Hit {
  readonly platform: Platform
  readonly rule: DetectRule
  readonly seen: Observation
  readonly words: string
}

/** Adds up what speaks for each platform. A rule counts once, however often its words were seen. */
export function judge(seen: readonly Observation[], platforms: readonly Platform[]): Verdict {
  const hits = platforms.flatMap((platform) => hitsOf(platform, seen, platforms))
  const scores = new Map<Platform, number>()
  for (const { platform, rule } of hits) scores.set(platform, (scores.get(platform) ?? 0) + rule.score)
  const ranked = [...scores].toSorted(([, a], [, b]) => b - a)
  return {
    winner: winnerOf(ranked),
    candidates: ranked.map(([{ id }, score]): Candidate => ({ platform: id, score })),
    evidence: evidenceOf(hits),
  }
}

/** A sister system that would read the device just as well takes nothing from the lead. */
function winnerOf(ranked: readonly (readonly [Platform, number])[]): Platform | undefined {
  const [first] = ranked
  if (!first) return undefined
  const [best, score] = first
  const rival = ranked.find(([{ id }]) => id !== best.id && !best.equals.includes(id))
  return score >= WINNER && score - (rival?.[1] ?? 0) >= LEAD ? best : undefined
}

const hitsOf = (platform: Platform, seen: readonly Observation[], platforms: readonly Platform[]): readonly Hit[] =>
  platform.detect.flatMap((rule) => {
    const fitting = seen.find((one) => wordsFor(rule, one) !== undefined)
    if (!fitting || isLessSpecific(rule, fitting, platforms)) return []
    return [{ platform, rule, seen: fitting, words: wordsFor(rule, fitting) ?? '' }]
  })

/** A vendor's number says nothing where the number of a product is known. */
const isLessSpecific = (rule: DetectRule, { text }: Observation, platforms: readonly Platform[]): boolean =>
  'sysObjectId' in rule &&
  platforms.some(({ detect }) =>
    detect.some(
      (other) =>
        'sysObjectId' in other &&
        other.sysObjectId.length > rule.sysObjectId.length &&
        isUnder(text, other.sysObjectId),
    ),
  )

function evidenceOf(hits: readonly Hit[]): readonly Evidence[] {
  const found = new Map<string, Evidence>()
  for (const { platform, rule, seen, words } of hits) {
    const kind = 'refusal' in rule ? 'refusal' : seen.kind
    const key = `${kind} ${seen.probe} ${words}`
    const before = found.get(key)?.speaksFor ?? {}
    found.set(key, {
      kind,
      ...(seen.probe !== undefined && { probe: seen.probe }),
      said: escapeControls(words.trim().replace(/\s+/g, ' ')).slice(0, LONGEST_WORDS),
      speaksFor: { ...before, [platform.id]: (before[platform.id] ?? 0) + rule.score },
    })
  }
  return [...found.values()]
}
