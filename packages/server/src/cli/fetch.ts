import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { redact } from '@netraven/config-text'
import { Command, Option } from 'commander'
import { DeviceError, escapeControls, type Artifact, type Detection, type Facts, type Session } from '@netraven/device'
import { jsonLine } from '../log/json-line.ts'
import { examples } from './commands/option.ts'
import { oneVisit } from './one-visit.ts'
import type { Surroundings } from './surroundings.ts'
import { SECRETS_HELP, withVisitOptions, type VisitOptions } from './visit/options.ts'
import { reportVisitError } from './visit/report.ts'

interface FetchOptions extends Omit<VisitOptions, 'host'> {
  readonly artifact: 'running-config' | 'startup-config' | 'facts'
  readonly redact?: boolean
  readonly allowIncomplete?: boolean
  readonly json?: boolean
}

/** What was fetched, before it is printed. */
interface Fetched {
  readonly platform: string
  /** As it came: what of it nobody prints is never made. */
  readonly artifact: Pick<Artifact, 'text' | 'bytes' | 'complete' | 'volatileLines'>
  readonly facts: Facts | undefined
  /** Under `--platform auto`. */
  readonly detection?: Detection | undefined
}

/** `netraven fetch HOST`: one visit, the configuration on stdout exactly as the device holds it. Needs no data folder. */
export function fetchCommand(around: Surroundings): Command {
  const command = new Command('fetch').description('visit one device and print its configuration')
  return withVisitOptions(command)
    .addOption(
      new Option('--artifact <name>', 'what to fetch')
        .choices(['running-config', 'startup-config', 'facts'])
        .default('running-config'),
    )
    .option('--redact', 'secrets as tokens')
    .option('--allow-incomplete', 'print a configuration that is not proven complete')
    .option('--json', 'one JSON document, also for an error')
    .addHelpText(
      'after',
      `${examples('fetch 192.0.2.1 --username netbackup > core-sw1.txt', 'fetch 192.0.2.1 --platform frr --redact --json', 'fetch 10.0.0.7 --transport telnet --jump ops@bastion.example.net --agent')}\n${SECRETS_HELP}`,
    )
    .action((host: string, _options: unknown, command: Command) =>
      runFetch({ ...command.optsWithGlobals<FetchOptions>(), host }, around),
    )
}

async function runFetch(options: FetchOptions & VisitOptions, around: Surroundings): Promise<void> {
  const started = Date.now()
  try {
    let detection: Detection | undefined
    const onDetected = (found: Detection): void => void (detection = found)
    const act = (session: Session, secrets: readonly string[]) => fetchFrom(session, secrets, options)
    const fetched = await oneVisit(options, around, act, { onDetected })
    await print({ ...fetched, detection }, options, Date.now() - started, around)
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    reportVisitError(error, { ...options, command: 'fetch' }, around)
  }
}

async function fetchFrom(
  session: Session,
  secrets: readonly string[],
  options: FetchOptions & VisitOptions,
): Promise<Fetched> {
  const platform = session.platform.id
  if (options.artifact === 'facts') {
    const facts = await session.facts()
    const text = `${JSON.stringify(facts, null, 2)}\n`
    const complete = { proven: true, by: null }
    return { platform, artifact: { text, bytes: Buffer.from(text), complete, volatileLines: [] }, facts }
  }
  const artifact = await session.getConfig(options.artifact)
  if (!artifact.complete.proven && options.allowIncomplete !== true) {
    throw new DeviceError(
      'incomplete',
      `the ${artifact.name} of ${options.host} is not proven complete: ${artifact.reason}`,
      {
        host: options.host,
        platform,
        phase: 'command',
        hint: `is ${platform} the right platform? --allow-incomplete prints the text anyway`,
      },
    )
  }
  const facts = options.json ? await session.facts() : undefined
  return { platform, facts, artifact: options.redact ? redacted(artifact, session, secrets) : artifact }
}

/** The artifact with tokens instead of secrets; the fingerprints hold for this call only, because nothing is stored here. */
function redacted(artifact: Artifact, session: Session, learned: readonly string[]): Fetched['artifact'] {
  const options = { platform: session.platform.text, deviceId: randomUUID(), key: randomBytes(32), learned }
  const bytes = Buffer.from(redact(artifact.bytes.toString('latin1'), options).text, 'latin1')
  const { complete, volatileLines } = artifact
  return { text: bytes.toString('utf8'), bytes, complete, volatileLines }
}

async function print(
  fetched: Fetched,
  options: FetchOptions & VisitOptions,
  elapsedMs: number,
  { stdout }: Surroundings,
): Promise<void> {
  const { artifact } = fetched
  const plain = () => (stdout.isTTY ? artifact.text.replace(/[\u0080-\u009f]/g, escapeControls) : artifact.bytes)
  const out = options.json ? `${jsonLine(documentOf(fetched, options, elapsedMs))}\n` : plain()
  if (!stdout.write(out)) await once(stdout, 'drain')
}

const documentOf = (
  { platform, artifact, facts, detection }: Fetched,
  { host, artifact: name }: FetchOptions & VisitOptions,
  elapsedMs: number,
) => ({
  platform,
  host,
  artifact: name,
  text: artifact.text,
  complete: { proven: artifact.complete.proven, by: artifact.complete.by },
  facts,
  elapsed_ms: elapsedMs,
  volatile_lines: artifact.volatileLines,
  detected: detection && { score: detection.score, evidence: detection.evidence },
})
