import { readFile } from 'node:fs/promises'
import { Command, Option } from 'commander'
import {
  DeviceError,
  escapeControls,
  parseTemplate,
  TemplateError,
  type CommandResult,
  type RunOptions,
} from '@netraven/device'
import { jsonLine } from '../log/json-line.ts'
import { examples, repeated } from './commands/option.ts'
import { CommandFailure, exitCodes } from './failure.ts'
import { oneVisit } from './one-visit.ts'
import type { Surroundings } from './surroundings.ts'
import { SECRETS_HELP, withVisitOptions, type VisitOptions } from './visit/options.ts'
import { errorDocument, reportVisitError } from './visit/report.ts'

interface ExecOptions extends VisitOptions {
  readonly command: readonly string[]
  /** `textfsm`, `json`, `xml`, or a file with a TextFSM template. */
  readonly parse?: string
  readonly json?: boolean
}

/** What a visit brought home. */
interface Answers {
  readonly platform: string
  readonly results: readonly CommandResult[]
}

/** `netraven exec HOST --command CMD…`: one visit, commands in order, the output of each on stdout. Needs no data folder. */
export function execCommand(around: Surroundings): Command {
  const command = new Command('exec').description('visit one device and run commands there')
  return withVisitOptions(command)
    .addOption(
      repeated(
        '--command <text>',
        'what to type; may be repeated, later ones run behind a refused one too',
      ).makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--parse <template>',
        'answers as data: textfsm (by platform and command), json, xml, or a template file',
      ),
    )
    .option('--json', 'one JSON document, also for an error')
    .addHelpText(
      'after',
      `${examples(
        "exec 192.0.2.1 --username netops --command 'show version'",
        "exec 192.0.2.1 --command 'show version' --command 'show clock' --json",
        "exec 192.0.2.1 --command 'show interfaces status' --parse ports.textfsm",
      )}

A refused command exits with 1; the answers of the others are printed all the same. Commands are typed as they are: what
changes a device changes it.
${SECRETS_HELP}`,
    )
    .action((host: string, _options: unknown, command: Command) =>
      runExec({ ...command.optsWithGlobals<Omit<ExecOptions, 'host'>>(), host }, around),
    )
}

async function runExec(options: ExecOptions, around: Surroundings): Promise<void> {
  const started = Date.now()
  try {
    const parse = await formatOf(options.parse)
    const answers = await oneVisit(options, around, async (session): Promise<Answers> => {
      const run = session.run(options.command, { parse, afterRefusal: 'continue', signal: around.signal })
      const results: CommandResult[] = []
      for await (const result of run) results.push(result)
      return { platform: session.platform.id, results }
    })
    print(answers, options, Date.now() - started, around)
    if (answers.results.some(({ error, parseError }) => error ?? parseError)) around.exitWith(codeOf(answers))
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    reportVisitError(error, { ...options, command: 'exec' }, around)
  }
}

const codeOf = ({ results }: Answers): number =>
  results.at(-1)?.error?.kind === 'cancelled' ? exitCodes.interrupted : exitCodes.error

/** How answers are made into data; a template file is read before anything is dialled. */
async function formatOf(wish: string | undefined): Promise<NonNullable<RunOptions['parse']>> {
  if (wish === undefined) return 'none'
  if (wish === 'textfsm' || wish === 'json' || wish === 'xml') return wish
  try {
    return parseTemplate(await readFile(wish, 'utf8'))
  } catch (cause) {
    const why = cause instanceof TemplateError ? cause.message : "it can't be read"
    throw new CommandFailure(exitCodes.usage, `the template ${wish}: ${why}`, { cause })
  }
}

function print({ platform, results }: Answers, options: ExecOptions, elapsedMs: number, around: Surroundings): void {
  const { stdout, stderr } = around
  if (options.json) {
    const documents = results.map(documentOf)
    stdout.write(`${jsonLine({ platform, host: options.host, results: documents, elapsed_ms: elapsedMs })}\n`)
    return
  }
  const shown = (text: string): string => (stdout.isTTY ? escapeControls(text) : text)
  for (const { command, output, parsed, error, parseError } of results) {
    if (results.length > 1) stdout.write(`==> ${shown(command)} <==\n`)
    if (!error) stdout.write(shown(parsed === undefined ? output : `${JSON.stringify(parsed, null, 2)}\n`))
    const failure = error?.message ?? (parseError && `"${command}": ${parseError}`)
    if (failure) stderr.write(`netraven exec: ${escapeControls(failure)}\n`)
  }
}

const documentOf = ({ command, output, exitStatus, elapsedMs, parsed, parseError, error }: CommandResult): object => ({
  command,
  output,
  exit_status: exitStatus,
  elapsed_ms: elapsedMs,
  ...(parsed !== undefined && { parsed }),
  ...(parseError !== undefined && { parse_error: parseError }),
  ...(error && { error: errorDocument(error) }),
})
