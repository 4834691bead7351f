import { complete, volatileLines, withoutVolatile, type Completeness } from '@netraven/config-text'
import { DeviceError } from '../errors.ts'
import type { ArtifactCommands, ArtifactName, ArtifactStep, Platform } from '../platform.ts'
import { bytesOf, textOf, type Answer, type Ask, type AskOptions } from '../session/answer.ts'

/** What a visit brought home, proven or not. */
export interface Artifact {
  readonly name: ArtifactName
  /** UTF-8, LF line ends, one LF at the end; invalid bytes as U+FFFD. */
  readonly text: string
  /** Exactly the bytes the device showed, with the same line ends. */
  readonly bytes: Buffer
  readonly complete: Pick<Completeness, 'proven' | 'by'>
  /** One sentence: what proves the text, or what is missing. */
  readonly reason: string
  /** `SHRUNK`, and every contradiction that two equal reads outweighed. */
  readonly flags: readonly string[]
  /** The command, or commands, that brought the text. */
  readonly command: string
  /** 0-based indexes of lines that change without the configuration changing. */
  readonly volatileLines: readonly number[]
  /** How often the device was asked. */
  readonly reads: number
}

/** The last text that was proven, without handing it out: it may count as the first of two reads. */
export interface LastGood {
  readonly bytes: number
  sameAs(text: string): boolean | Promise<boolean>
}

export interface GetConfigOptions {
  readonly lastGood?: LastGood
  readonly timeoutMs?: number
}

export interface GetConfigParts {
  readonly ask: Ask
  /** Undefined where the device hands out no files. */
  readonly readFile?: (path: string) => Promise<Answer | undefined>
  readonly platform: Platform
  /** What commands with `{secret}` in them want, such as the passphrase of an export. */
  readonly secret?: (() => string | Promise<string>) | undefined
}

interface Read {
  readonly raw: string
  readonly command: string
  readonly exitStatus: number | null
  readonly doubts: readonly string[]
}

/** Two reads and one more. */
const MAX_READS = 3
/** A text that lost more than this part of the last good one is read twice. */
const SHRINK_LIMIT = 0.4

/** Reads an artifact until it is proven whole, at most three times. Throws `rejected` when every alternative is refused. */
export async function getConfig(
  parts: GetConfigParts,
  name: ArtifactName,
  options: GetConfigOptions,
): Promise<Artifact> {
  const { platform } = parts
  const alternatives = platform.artifacts[name]
  if (!alternatives) throw new DeviceError('unsupported', `${platform.title} has no ${name}`, { phase: 'command' })
  const first = await firstAccepted(parts, alternatives, options)
  const earlier: string[] = []
  for (let read = first.read; ; read = await readOnce(parts, first.steps, options)) {
    const outcome = await judge(read, earlier, platform, options.lastGood)
    earlier.push(read.raw)
    if (outcome.isSettled || earlier.length >= MAX_READS)
      return artifactOf(name, platform, read, outcome, earlier.length)
  }
}

/** What a read proves: by its own signs where they do, else together with an equal one. */
async function judge(
  read: Read,
  earlier: readonly string[],
  { complete: rule, text }: Platform,
  lastGood: LastGood | undefined,
): Promise<Outcome> {
  const isShrunk = shrank(read.raw, lastGood)
  const { exitStatus } = read
  const withDoubts = (verdict: Completeness): Completeness => ({
    ...verdict,
    contradictions: [...verdict.contradictions, ...read.doubts],
  })
  const alone = withDoubts(complete(read.raw, rule, { exitStatus }))
  if (alone.proven && !isShrunk && alone.contradictions.length === 0)
    return { verdict: alone, isShrunk, isSettled: true }
  const isSame = (other: string) => withoutVolatile(other, text) === withoutVolatile(read.raw, text)
  const equalRead = earlier.some(isSame) || ((await lastGood?.sameAs(textOf(read.raw))) ?? false)
  const verdict = equalRead ? withDoubts(complete(read.raw, rule, { exitStatus, equalRead })) : alone
  return { verdict, isShrunk, isSettled: verdict.proven && equalRead }
}

/** The first alternative that the device does not refuse. */
async function firstAccepted(parts: GetConfigParts, alternatives: ArtifactCommands, options: GetConfigOptions) {
  const refusals: string[] = []
  for (const steps of alternatives) {
    try {
      return { steps, read: await readOnce(parts, steps, options) }
    } catch (error) {
      if (!(error instanceof DeviceError) || error.kind !== 'rejected') throw error
      refusals.push(error.message)
    }
  }
  throw new DeviceError('rejected', refusals.join('; '), {
    phase: 'command',
    hint: 'check the rights of the account and the platform of the device',
  })
}

async function readOnce(
  parts: GetConfigParts,
  steps: readonly ArtifactStep[],
  options: GetConfigOptions,
): Promise<Read> {
  let raw = ''
  let exitStatus: number | null = null
  const doubts: string[] = []
  for (const step of steps) {
    const answer = await take(parts, step, options)
    if (answer.refusal !== undefined)
      throw new DeviceError('rejected', `the device refused "${nameOf(step)}": ${answer.refusal.trim()}`, {
        phase: 'command',
      })
    raw += answer.raw
    exitStatus = answer.exitStatus
    if (answer.doubt) doubts.push(answer.doubt)
  }
  return { raw, exitStatus, doubts, command: steps.map(nameOf).join('; ') }
}

async function take(parts: GetConfigParts, step: ArtifactStep, options: GetConfigOptions): Promise<Answer> {
  const { ask, readFile, platform } = parts
  const { endMark } = platform.complete
  const rules = { ...(endMark && { endMark }), ...(options.timeoutMs && { timeoutMs: options.timeoutMs }) }
  if (typeof step !== 'string') return (await readFile?.(step.file)) ?? NO_FILES
  return step.includes(SECRET) ? askWithSecret(parts, step, rules) : ask(step, rules)
}

const NO_FILES: Answer = { raw: '', exitStatus: null, refusal: 'it hands out no files' }
const SECRET = '{secret}'

/** Asks a command that wants a secret; what the device says about the command does not tell it. */
async function askWithSecret(
  { ask, platform, secret }: GetConfigParts,
  command: string,
  rules: AskOptions,
): Promise<Answer> {
  const known = await secret?.()
  if (!known || /[\s'"`$\\;&|<>]/.test(known))
    throw new DeviceError(
      'unsupported',
      `${platform.title} encrypts its export with a passphrase, and there is none that fits`,
      {
        phase: 'command',
        hint: 'give the passphrase as the enable secret: one word without quotes',
      },
    )
  const hidden = (text: string) => text.replaceAll(known, SECRET)
  try {
    const answer = await ask(
      command.replace(SECRET, () => known),
      rules,
    )
    return answer.refusal === undefined ? answer : { ...answer, refusal: hidden(answer.refusal) }
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    const { transcriptTail, partial: _none, ...details } = error.details
    const safe = new DeviceError(error.kind, hidden(error.message), details, { cause: error.cause })
    throw transcriptTail === undefined ? safe : safe.with({ transcriptTail: hidden(transcriptTail) })
  }
}

const nameOf = (step: ArtifactStep): string => (typeof step === 'string' ? step : step.file)

const shrank = (raw: string, lastGood: LastGood | undefined): boolean =>
  lastGood !== undefined && raw.length < lastGood.bytes * (1 - SHRINK_LIMIT)

interface Outcome {
  readonly verdict: Completeness
  readonly isShrunk: boolean
  readonly isSettled: boolean
}

function artifactOf(
  name: ArtifactName,
  platform: Platform,
  { raw, command }: Read,
  { verdict, isShrunk, isSettled }: Outcome,
  reads: number,
): Artifact {
  // What not everybody asks for is made when somebody does: a large text is not copied and searched for nothing.
  const bytes = bytesOf(raw)
  let text: string | undefined
  let changing: readonly number[] | undefined
  const isDoubted = verdict.proven && !isSettled
  const doubt = isShrunk
    ? 'the text lost more than 40 % and no second read was equal'
    : 'signs contradict each other and no second read was equal'
  return {
    name,
    get text() {
      return (text ??= bytes.toString('utf8'))
    },
    bytes,
    complete: isDoubted ? { proven: false, by: null } : { proven: verdict.proven, by: verdict.by },
    reason: isDoubted ? doubt : verdict.reason,
    flags: [...(isShrunk ? ['SHRUNK'] : []), ...verdict.contradictions],
    command,
    get volatileLines() {
      return (changing ??= volatileLines(bytes.toString('latin1'), platform.text))
    },
    reads,
  }
}
