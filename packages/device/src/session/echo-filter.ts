/** Takes the echo of one key out of what comes next, split anywhere. */
export interface EchoFilter {
  /** The echo that may come; an empty one is none. */
  expect(key: string): void
  filter(bytes: string): string
}

/** An echo counts only with a line end behind it: anything else that begins like the key is text. */
export function createEchoFilter(): EchoFilter {
  let due = ''
  let held = ''
  const giveUp = () => {
    held = ''
    due = ''
  }
  return {
    expect: (key) => {
      due = key
      held = ''
    },
    filter: (bytes) => {
      if (due === '') return bytes
      const seen = held + bytes
      const isEcho = seen.startsWith(due)
      const end = isEcho ? lineEndAfter(seen, due.length) : undefined
      if (end !== undefined) {
        giveUp()
        return `\r${seen.slice(end)}` // the line begins anew
      }
      if (isEcho ? isLineEndBegun(seen, due.length) : due.startsWith(seen)) {
        held = seen
        return ''
      }
      giveUp()
      return seen
    },
  }
}

/** Where the line end that begins here is over; undefined where none does. */
function lineEndAfter(text: string, from: number): number | undefined {
  const end = skipReturns(text, from)
  return text[end] === '\n' ? end + 1 : undefined
}

/** Whether all that is there may be the beginning of a line end. */
const isLineEndBegun = (text: string, from: number): boolean => skipReturns(text, from) === text.length

function skipReturns(text: string, from: number): number {
  let at = from
  while (text[at] === '\r' && at - from < MOST_RETURNS) at += 1
  return at
}

const MOST_RETURNS = 3
