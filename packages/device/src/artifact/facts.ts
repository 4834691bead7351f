import { DeviceError } from '../errors.ts'
import type { FactSource, Platform } from '../platform.ts'
import { textOf, type Ask } from '../session/answer.ts'

/** What a device says about itself; null where it was not found. */
export interface Facts {
  readonly hostname: string | null
  readonly serial: string | null
  readonly model: string | null
  readonly version: string | null
}

const NAMES = ['hostname', 'serial', 'model', 'version'] as const
const LONGEST = 255
/** Facts stand at the beginning; an answer without end is not searched. */
const SEARCHED = 256 * 1024

/** Reads the facts; the host name of the configuration counts first, because a prompt or a banner may cut it. */
export async function readFacts(ask: Ask, platform: Platform, configHostname: string | null): Promise<Facts> {
  const facts: { -readonly [Name in keyof Facts]: string | null } = {
    hostname: configHostname,
    serial: null,
    model: null,
    version: null,
  }
  for (const source of platform.facts) {
    const isNeeded = NAMES.some((name) => facts[name] === null && source[name])
    const text = isNeeded ? await read(ask, source) : null
    if (text === undefined) break
    for (const name of NAMES) facts[name] ??= text && factIn(text, source[name])
  }
  return facts
}

/** The text; null when the command was refused, undefined when the session is gone. A fact that can't be read never fails a backup. */
async function read(ask: Ask, source: FactSource): Promise<string | null | undefined> {
  try {
    const { raw, refusal } = await ask(source.command)
    return refusal === undefined ? textOf(raw.slice(0, SEARCHED)) : null
  } catch (error) {
    if (error instanceof DeviceError && error.kind !== 'cancelled') return undefined
    throw error
  }
}

function factIn(text: string, pattern: RegExp | undefined): string | null {
  const found = pattern
    ?.exec(text)
    ?.slice(1)
    .find((group) => group !== undefined)
  return found?.trim().slice(0, LONGEST) || null
}
