import { open, rm, type FileHandle } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { createRecorder, DeviceError, type Session } from '@netraven/device'
import { examples, repeated } from './commands/option.ts'
import { CommandFailure, exitCodes } from './failure.ts'
import { oneVisit } from './one-visit.ts'
import type { Surroundings } from './surroundings.ts'
import { SECRETS_HELP, withVisitOptions, type VisitOptions } from './visit/options.ts'
import { reportVisitError } from './visit/report.ts'

interface RecordOptions extends VisitOptions {
  readonly output: string
  readonly artifact: 'running-config' | 'startup-config'
  readonly command?: readonly string[]
}

/** `netraven record HOST --output FILE`: a visit as it passed over the wire, without its secrets, as a test that plays it
 *  back. Needs no data folder. */
export function recordCommand(around: Surroundings): Command {
  const command = new Command('record').description('visit one device and write the session down, without its secrets')
  return withVisitOptions(command)
    .requiredOption('--output <file>', 'new file for the transcript')
    .addOption(
      new Option('--artifact <name>', 'what to read')
        .choices(['running-config', 'startup-config'])
        .default('running-config'),
    )
    .addOption(repeated('--command <text>', 'also run this; may be repeated'))
    .addHelpText(
      'after',
      `${examples('record 192.0.2.1 --username netbackup --platform cisco_ios --output core-sw1.json')}

Passwords, the enable secret and the secrets of the configuration are replaced by as many x before anything is written.
Host names, addresses and descriptions stay: read the file before you pass it on. A visit that fails is written down too.
${SECRETS_HELP}`,
    )
    .action((host: string, _options: unknown, command: Command) =>
      runRecord({ ...command.optsWithGlobals<Omit<RecordOptions, 'host'>>(), host }, around),
    )
}

async function runRecord(options: RecordOptions, around: Surroundings): Promise<void> {
  await using file = await openNew(options.output)
  const isWritten = await recordInto(file, options, around)
  if (!isWritten) await rm(options.output)
  else around.stderr.write(`${options.output} holds the session. Read it before you pass it on.\n`)
}

/** Whether there was a session to write down; its failure is told, and is part of the transcript. */
async function recordInto(file: FileHandle, options: RecordOptions, around: Surroundings): Promise<boolean> {
  const recorder = createRecorder()
  const write = (expected?: string) => file.writeFile(`${JSON.stringify(recorder.transcript(expected), null, 1)}\n`)
  const report = (error: unknown): void => {
    if (!(error instanceof DeviceError)) throw error
    reportVisitError(error, { ...options, command: 'record' }, around)
  }
  const expected = await oneVisit(options, around, (session) => readAll(session, options), { recorder }).catch(report)
  if (!recorder.hasStarted) return false
  try {
    await write(expected ?? undefined)
    return true
  } catch (error) {
    report(error)
    return false
  }
}

/** The artifact's text; the commands besides are only run. */
async function readAll(session: Session, { artifact, command = [] }: RecordOptions): Promise<string> {
  const { text, complete, reason } = await session.getConfig(artifact)
  await session.facts()
  for await (const { error } of session.run(command, { afterRefusal: 'continue' })) {
    if (error && error.kind !== 'rejected') throw error
  }
  if (!complete.proven) throw new DeviceError('incomplete', `the ${artifact} is not proven complete: ${reason}`)
  return text
}

/** Nothing is overwritten: a transcript that took a person's read-through is worth keeping. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600)
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    const why = isThere ? 'is there already' : "can't be written"
    throw new CommandFailure(isThere ? exitCodes.usage : exitCodes.error, `${path} ${why}`, { cause })
  }
}
