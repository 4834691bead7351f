import { DeviceError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { Line } from './line.ts'
import { findPagerMark, type PagerMark } from './pager.ts'
import type { Terminal } from './terminal.ts'

/** Lines of a page that are compared with the page before, pages that may be equal, and pages that may bring no line. */
const MOST_COMPARED = 50
const MOST_EQUAL = 100
const MOST_STUCK = 3

/** The pager's mark at the end of the line: words that pagers know, or whatever stands there inverse. */
export function findMark(terminal: Terminal, own: Platform['pager']): PagerMark | undefined {
  const { current, inverseFrom } = terminal
  const mark = findPagerMark(current, own)
  if (mark || inverseFrom === undefined) return mark
  const shown = current.slice(inverseFrom)
  return shown.trim() === '' ? undefined : { column: inverseFrom, key: /\bEND\b/.test(shown.slice(-200)) ? 'q' : ' ' }
}

/** Turns pages, and notices when there is no end to them. */
export function createPages(line: Line) {
  const { terminal, channel, platform, budgets } = line
  let turned = 0
  let last = { finished: 0, page: '', times: 0 }
  let key: string | undefined
  /** A page without a new line is no page; the same lines again may be text, such as a column of comment signs. */
  const isEndless = (): boolean => {
    const page = terminal.lastLines(Math.min(MOST_COMPARED, terminal.finished - last.finished)).join('\n')
    const times = page === last.page ? last.times + 1 : 0
    const isStuck = terminal.finished === last.finished && times > MOST_STUCK
    last = { finished: terminal.finished, page, times }
    return isStuck || times > MOST_EQUAL || turned > budgets.pages
  }
  return {
    /** The key that turned the last page. */
    get key() {
      return key
    },
    turn: () => {
      const mark = findMark(terminal, platform.pager)
      if (!mark) return
      turned += 1
      if (isEndless()) throw endless(line)
      key = mark.key
      terminal.eraseFrom(mark.column)
      terminal.expectEcho(mark.key.trim())
      channel.write(mark.key)
    },
  }
}

function endless({ fail }: Line): DeviceError {
  const error = new DeviceError('incomplete', 'the pager does not come to an end', { phase: 'command' })
  fail(error)
  return error
}
