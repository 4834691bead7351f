import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { askSecret } from './ask-secret.ts'
import { CommandFailure, exitCodes } from './failure.ts'
import type { Surroundings } from './surroundings.ts'

export interface SecretSources {
  /** What it is, for the question and for messages. */
  readonly what: string
  readonly file?: string | undefined
  readonly stdin?: boolean | undefined
  readonly variable: string
  /** Whether a person may be asked. */
  readonly ask: boolean
}

/** A secret from a file, standard input, the environment or a prompt: never from the arguments, which other users of
 *  the machine can read. One line end at its end is not part of it. */
export async function readSecret(sources: SecretSources, around: Surroundings): Promise<string | undefined> {
  if (sources.file !== undefined) return oneLine(await readText(sources.file), sources.file)
  if (sources.stdin) return oneLine(await text(around.stdin), 'standard input')
  const value = around.environment[sources.variable]
  if (value) return value
  const named = around.environment[`${sources.variable}_FILE`]
  if (named) return oneLine(await readText(named), named)
  return sources.ask ? askSecret(`${sources.what}: `, around) : undefined
}

/** The same, where there is no going on without. */
export async function requireSecret(sources: SecretSources, around: Surroundings): Promise<string> {
  const secret = await readSecret(sources, around)
  if (secret) return secret
  throw new CommandFailure(
    exitCodes.usage,
    `${sources.what} is missing: give a file, standard input or ${sources.variable} (--help shows how)`,
  )
}

/** A private key: many lines, so it comes from a file. */
export async function readKey(path: string): Promise<string> {
  const key = await readText(path)
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----/m.test(key)) return key
  throw new CommandFailure(exitCodes.usage, `${path} holds no private key in OpenSSH or PEM form`)
}

export async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CommandFailure(exitCodes.error, `${path} cannot be read: ${reason}`, { cause })
  })
}

function oneLine(secret: string, from: string): string {
  const line = secret.replace(/\r?\n$/, '')
  if (!/[\r\n]/.test(line)) return line
  throw new CommandFailure(exitCodes.usage, `${from} holds more than one line, so it is not a password`)
}
