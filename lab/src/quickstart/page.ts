import { relative } from 'node:path'

/** What the quickstart shows: numbered steps with the seconds passed, and lines below them. */
export interface Page {
  readonly step: (title: string) => void
  readonly line: (text?: string) => void
  /** A command as a person would type it. */
  readonly command: (text: string) => void
  readonly secondsPassed: () => number
}

const INDENT = ' '.repeat(14)

export function createPage(write: (text: string) => unknown): Page {
  const started = performance.now()
  let number = 0
  const secondsPassed = (): number => (performance.now() - started) / 1000
  return {
    secondsPassed,
    step(title) {
      write(`\n${secondsPassed().toFixed(1).padStart(6)} s  ${String(++number).padStart(2)}  ${title}\n`)
    },
    line(text = '') {
      write(text === '' ? '\n' : `${INDENT}${text.replaceAll('\n', `\n${INDENT}`)}\n`)
    },
    command(text) {
      write(`${INDENT}$ ${text}\n`)
    },
  }
}

/** A path as it would be typed here. */
export function typed(path: string): string {
  const short = relative(process.cwd(), path)
  return short === '' || short.startsWith('..') ? path : short
}
