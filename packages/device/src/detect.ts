import { DEFAULT_BUDGETS, type Budgets } from './budgets.ts'
import { DeviceError, type DeviceErrorDetails } from './errors.ts'
import type { DetectRule, Platform } from './platform.ts'
import { generic } from './platforms/generic.ts'
import { PLATFORMS } from './registry.ts'
import { textOf } from './session/answer.ts'
import { runExec } from './session/exec.ts'
import { openShell, type Shell } from './session/shell.ts'
import type { Transport } from './transports/transport.ts'

const WINNER = 90
const LEAD = 20
/** Read-only commands, at most these, tried in order until one platform wins. */
const PROBES = ['show version', '/system resource print', 'uname -a'] as const

export interface DetectParts {
  readonly transport: Transport
  readonly budgets?: Partial<Budgets> | undefined
  readonly details?: DeviceErrorDetails
}

interface Evidence {
  readonly kind: 'ident' | 'prompt' | 'probe'
  readonly probe?: string
  readonly text: string
}

/** Finds out what a device is: SSH identification, prompt shape, then read-only probes. Throws `unsupported` with the candidates when nothing wins clearly. */
export async function detectPlatform({ transport, budgets, details }: DetectParts): Promise<Platform> {
  const limits = { ...DEFAULT_BUDGETS, ...budgets }
  const { enable: _none, ...plain } = generic // no privileges while detecting
  const evidence: Evidence[] = [{ kind: 'ident', text: transport.ident }]
  let shell: Shell | undefined
  try {
    shell = await openShell({ transport, platform: plain, budgets: limits })
    evidence.push({ kind: 'prompt', text: shell.prompt })
  } catch (error) {
    if (!(error instanceof DeviceError) || error.kind !== 'unsupported') throw error // no shell: exec channels may still answer
  }
  for (const probe of PROBES) {
    const answer = shell
      ? await shell.ask(probe)
      : await runExec({ transport, platform: plain, budgets: limits }, probe)
    if (answer) evidence.push({ kind: 'probe', probe, text: textOf(answer.raw) })
    const winner = winnerOf(evidence)
    if (winner) return winner
  }
  const seen = rank(evidence).map(({ platform, score }) => `${platform.id} ${score}`)
  throw new DeviceError('unsupported', `the platform could not be detected (${seen.join(', ') || 'no candidate'})`, {
    ...details,
    phase: 'detect',
    hint: `name the platform; detected are ${PLATFORMS.filter(({ detect }) => detect.length > 0)
      .map(({ id }) => id)
      .join(', ')}`,
  })
}

const winnerOf = (evidence: readonly Evidence[]): Platform | undefined => {
  const [best, second] = rank(evidence)
  return best && best.score >= WINNER && best.score - (second?.score ?? 0) >= LEAD ? best.platform : undefined
}

const rank = (evidence: readonly Evidence[]) =>
  PLATFORMS.map((platform) => ({ platform, score: scoreOf(platform, evidence) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)

const scoreOf = (platform: Platform, evidence: readonly Evidence[]): number =>
  platform.detect
    .filter((rule) => evidence.some((seen) => supports(rule, seen)))
    .reduce((sum, { score }) => sum + score, 0)

function supports(rule: DetectRule, seen: Evidence): boolean {
  if ('ident' in rule) return seen.kind === 'ident' && rule.ident.test(seen.text)
  if ('prompt' in rule) return seen.kind === 'prompt' && rule.prompt.test(seen.text)
  if ('sysObjectId' in rule) return false // asked over SNMP
  return seen.kind === 'probe' && seen.probe === rule.probe && rule.match.test(seen.text)
}
