import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { redact } from '@netraven/config-text'
import { Command, InvalidArgumentError, Option } from 'commander'
import { DeviceError, escapeControls, type Artifact, type Facts, type Session } from '@netraven/device'
import { jsonLine } from '../log/json-line.ts'
import { examples } from './commands/option.ts'
import { oneVisit, type VisitOptions } from './one-visit.ts'
import type { Surroundings } from './surroundings.ts'
import { whatHelps } from './what-helps.ts'

interface FetchOptions extends Omit<VisitOptions, 'host'> {
  readonly artifact: 'running-config' | 'startup-config' | 'facts'
  readonly redact?: boolean
  readonly allowIncomplete?: boolean
  readonly json?: boolean
}

/** What was fetched, before it is printed. */
interface Fetched {
  readonly platform: string
  readonly text: string
  readonly bytes: Buffer
  readonly complete: Artifact['complete']
  readonly facts: Facts | undefined
  readonly volatileLines: readonly number[]
}

/** `netraven fetch HOST`: one visit, the configuration on stdout exactly as the device holds it. Needs no data folder. */
export function fetchCommand(around: Surroundings): Command {
  return new Command('fetch')
    .description('visit one device and print its configuration')
    .argument('<host>', 'name or address of the device')
    .addOption(
      new Option('--platform <id>', 'platform id or alias, see: netraven platforms; auto asks the device').default(
        'auto',
      ),
    )
    .addOption(new Option('--port <n>', 'port (default: 22)').argParser(portOf))
    .addOption(new Option('--transport <name>', 'how the device is reached').choices(['ssh', 'telnet']).default('ssh'))
    .option('--username <name>', 'user name on the device (default: yours here)')
    .addOption(
      new Option('--algorithms <profile>', 'how old its ciphers may be')
        .choices(['modern', 'compatible', 'legacy'])
        .default('modern'),
    )
    .addOption(
      new Option('--host-key <policy>', 'tofu, pin:SHA256:… or known-hosts:FILE').default('tofu').argParser(hostKeyOf),
    )
    .addOption(
      new Option('--artifact <name>', 'what to fetch')
        .choices(['running-config', 'startup-config', 'facts'])
        .default('running-config'),
    )
    .addOption(new Option('--timeout <seconds>', 'for the whole visit').argParser(secondsOf))
    .option('--redact', 'secrets as tokens')
    .option('--allow-incomplete', 'print a configuration that is not proven complete')
    .option('--json', 'one JSON document, also for an error')
    .addHelpText(
      'after',
      `${examples('fetch 192.0.2.1 --username netbackup > core-sw1.txt', 'fetch 192.0.2.1 --username netbackup --platform frr --redact --json')}

The password comes from NETRAVEN_PASSWORD or a prompt, the enable secret from NETRAVEN_ENABLE_PASSWORD;
NETRAVEN_PASSWORD_FILE and NETRAVEN_ENABLE_PASSWORD_FILE name files that hold them.`,
    )
    .action((host: string, _options: unknown, command: Command) =>
      runFetch({ ...command.optsWithGlobals<FetchOptions>(), host }, around),
    )
}

async function runFetch(options: FetchOptions & VisitOptions, around: Surroundings): Promise<void> {
  const started = Date.now()
  try {
    const fetched = await oneVisit(options, around, (session, secrets) => fetchFrom(session, secrets, options))
    await print(fetched, options, Date.now() - started, around)
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    report(error, options, around)
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
    return { platform, text, bytes: Buffer.from(text), complete: { proven: true, by: null }, facts, volatileLines: [] }
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
  return { platform, facts, ...(options.redact ? redacted(artifact, session, secrets) : artifact) }
}

/** The artifact with tokens instead of secrets; the fingerprints hold for this call only, because nothing is stored here. */
function redacted(artifact: Artifact, session: Session, learned: readonly string[]): Artifact {
  const options = { platform: session.platform.text, deviceId: randomUUID(), key: randomBytes(32), learned }
  const bytes = Buffer.from(redact(artifact.bytes.toString('latin1'), options).text, 'latin1')
  return { ...artifact, text: bytes.toString('utf8'), bytes }
}

async function print(
  fetched: Fetched,
  options: FetchOptions & VisitOptions,
  elapsedMs: number,
  { stdout }: Surroundings,
): Promise<void> {
  const { platform, text, complete, facts } = fetched
  const document = {
    platform,
    host: options.host,
    artifact: options.artifact,
    text,
    complete: { proven: complete.proven, by: complete.by },
    facts,
    elapsed_ms: elapsedMs,
    volatile_lines: fetched.volatileLines,
  }
  const plain = stdout.isTTY ? text.replace(/[\u0080-\u009f]/g, escapeControls) : fetched.bytes
  if (!stdout.write(options.json ? `${jsonLine(document)}\n` : plain)) await once(stdout, 'drain')
}

/** People read the sentence and the hint, programs the document; only with --json it is on stdout. */
function report(error: DeviceError, { host, json }: FetchOptions & VisitOptions, around: Surroundings): void {
  const { stdout, stderr, exitWith } = around
  const { kind, message } = error
  const { partial: _hasSecrets, ...rest } = error.details
  const hint = whatHelps(kind, rest)
  const details = hint === undefined ? rest : { ...rest, hint }
  const document = `${jsonLine({ error: { kind, message, details } })}\n`
  const about = message.includes(host) ? '' : `${host}: `
  stderr.write(`netraven fetch: ${about}${escapeControls(message)}\n`)
  if (hint) stderr.write(`Hint: ${hint}\n`)
  if (json) stdout.write(document)
  else if (!stderr.isTTY) stderr.write(document)
  exitWith(kind === 'cancelled' ? 130 : 1)
}

function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65535)
    throw new InvalidArgumentError('A port is a number from 1 to 65535.')
  return port
}

function secondsOf(text: string): number {
  const seconds = Number(text)
  if (!(seconds > 0 && seconds <= 86_400)) throw new InvalidArgumentError('A timeout is a number of seconds above 0.')
  return seconds
}

function hostKeyOf(text: string): string {
  if (text === 'tofu' || /^pin:SHA256:[A-Za-z0-9+/]{43}=?$/.test(text) || /^known-hosts:./.test(text)) return text
  throw new InvalidArgumentError('A host-key policy is tofu, pin:SHA256:… or known-hosts:FILE.')
}
