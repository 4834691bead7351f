import { DeviceError, escapeControls } from '@netraven/device'
import { AppError } from '../errors/app-error.ts'
import type { Surroundings } from './surroundings.ts'

/** What a script can tell from the end of a command. */
export const exitCodes = {
  ok: 0,
  error: 1,
  usage: 2,
  notFound: 3,
  notAllowed: 4,
  someFailed: 5,
  differences: 6,
  interrupted: 130,
} as const

/** A command that could not do what was asked; the message says what to try. */
export class CommandFailure extends Error {
  readonly exitCode: number

  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CommandFailure'
    this.exitCode = exitCode
  }
}

/** Says on stderr why a command failed and ends it with the code that fits. */
export function reportFailure(error: unknown, { stderr, exitWith, signal }: Surroundings): void {
  if (signal.aborted) {
    exitWith(exitCodes.interrupted)
    return
  }
  stderr.write(`netraven: ${escapeControls(messageOf(error))}\n`)
  exitWith(exitCodeOf(error))
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommandFailure) return error.exitCode
  if (error instanceof AppError && error.kind === 'forbidden') return exitCodes.notAllowed
  if (error instanceof AppError && error.kind === 'not_found') return exitCodes.notFound
  return exitCodes.error
}

/** A foreseen error is its message; anything else is a bug, and its stack helps to find it. */
function messageOf(error: unknown): string {
  if (error instanceof CommandFailure || error instanceof AppError || error instanceof DeviceError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
