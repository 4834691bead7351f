import { InvalidArgumentError, Option } from 'commander'

/** `--tag a --tag b`: gathers every value. */
export const repeated = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((value: string, before: string[] | undefined) => [...(before ?? []), value])

export const whole = (flags: string, description: string, least: number, most: number): Option =>
  new Option(flags, description).argParser((text: string) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`)
  })

const seconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** `90s`, `15m`, `6h`, `1d` → seconds. */
export function durationOf(text: string): number {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const factor = unit === undefined ? undefined : seconds[unit]
  if (amount !== undefined && factor !== undefined) return Number(amount) * factor
  throw new InvalidArgumentError('A span of time looks like 90s, 15m, 6h or 1d.')
}

/** Seconds → the longest unit that fits: 21600 → `6h`. */
export function durationText(wholeSeconds: number): string {
  const [unit = 's', factor = 1] = Object.entries(seconds).findLast(([, one]) => wholeSeconds % one === 0) ?? []
  return `${wholeSeconds / factor}${unit}`
}

export const transportOption = (): Option =>
  new Option('--transport <name>', 'how it is visited').choices(['ssh', 'telnet', 'http'])

/** Help in two parts: what a person would type, below what can be typed. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ netraven ${line}`).join('\n')}`
