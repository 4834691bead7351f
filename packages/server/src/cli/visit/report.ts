import { type DeviceError, escapeControls } from '@netraven/device'
import { jsonLine } from '../../log/json-line.ts'
import { exitCodes } from '../failure.ts'
import type { Surroundings } from '../surroundings.ts'
import { whatHelps } from '../what-helps.ts'

/** Which command failed, where, and whether it answers in JSON. */
export interface Failed {
  readonly command: string
  readonly host: string
  readonly json?: boolean | undefined
}

/** Says why a visit failed and sets the exit code. People read the sentence and the hint, programs the document; only with
 *  --json it is on stdout. */
export function reportVisitError(error: DeviceError, { command, host, json }: Failed, around: Surroundings): void {
  const { stdout, stderr, exitWith } = around
  const document = `${jsonLine({ error: errorDocument(error) })}\n`
  const hint = hintOf(error)
  const about = error.message.includes(host) ? '' : `${host}: `
  stderr.write(`netraven ${command}: ${about}${escapeControls(error.message)}\n`)
  if (hint) stderr.write(`Hint: ${hint}\n`)
  if (json) stdout.write(document)
  else if (!stderr.isTTY) stderr.write(document)
  exitWith(error.kind === 'cancelled' ? exitCodes.interrupted : exitCodes.error)
}

/** An error for programs: never with what a device had answered, which is full of secrets. */
export function errorDocument(error: DeviceError): object {
  const { partial: _hasSecrets, ...rest } = error.details
  const hint = hintOf(error)
  return { kind: error.kind, message: error.message, details: hint === undefined ? rest : { ...rest, hint } }
}

const hintOf = ({ kind, details: { partial: _hasSecrets, ...rest } }: DeviceError): string | undefined =>
  whatHelps(kind, rest)
