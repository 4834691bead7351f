/** A pager mark at the end of the last line, and the key that answers it. */
export interface PagerMark {
  /** Column where the mark begins; what stands before it is text. */
  readonly column: number
  readonly key: string
}

interface Mark {
  readonly mark: RegExp
  readonly key: string
}

/** Marks that no line of a configuration ends with by chance. */
const MARKS: readonly Mark[] = [
  { mark: /(?:lines? )?\d+(?:-\d+)?(?:\/\d+)?(?: \(\d{1,3}%\))? ?\(END\)\s*$|\(END\)\s*$/, key: 'q' },
  { mark: /(?:^\s+)?[<([{]?-{1,5} ?[<([]?more[>)\]]?(?: ?[\d%()]+)? ?-{0,5}[>)\]}]? *$/i, key: ' ' },
  { mark: /(?:^\s+)?-{2,5} ?\(?more(?: \d{1,3}%)?\)? ?-{2,5}\s*$/i, key: ' ' },
  {
    mark: /(?:^\s+)?[<([]?-{2,5} ?more ?-{2,5}[>)\]]?[^\n]{0,80}\b(?:next page|press|hit|quit|q|space|esc|any key|ctrl|enter|return|abort)\b[^\n]{0,60}$/i,
    key: ' ',
  },
  { mark: /(?:^\s+)?[<[(]?-{2,5} ?(?:next page|continue|press space)[^\n]{0,60}$/i, key: ' ' },
  { mark: /(?:^\s*|(?<=\S))lines \d+-\d+(?:\/\d+)?(?: \d{1,3}%| \(\d{1,3}%\))?\s*$/, key: ' ' },
  {
    mark: /(?:^|\s)(?:please )?(?:press|hit|type) (?:any key|the space ?bar|space ?bar|<space>|\[space\]|space|<enter>|enter|<return>|return)[^\n]{0,80}$/i,
    key: ' ',
  },
  { mark: /^\s*(?:quit|next|continue|more)\b[^\n]{0,40}\b(?:space|spacebar)\b[^\n]{0,60}$/i, key: ' ' },
  { mark: /^\s*(?:\.{3} ?)?(?:--)?more(?:--)?\?? *(?:\[[\w/, ]+\]|\([^()]{1,60}\))[?:]? *$/i, key: ' ' },
]

/** Lines that a pager prints alone; text may end like this, a line of its own seldom is. */
const LONE: readonly Mark[] = [
  { mark: /^:$/, key: ' ' }, // less without a long prompt
  { mark: /^\s*<{1,3} ?more ?>{1,3}\s*$/i, key: ' ' },
  { mark: /^\s*\.{2,}\s*more\s*\.{2,}\s*$/i, key: ' ' },
  { mark: /^\s*more:? *$/i, key: ' ' },
]

/** Finds a pager's mark at the end of the line the cursor is in, also in the middle of a configuration line. */
export function findPagerMark(line: string, own: readonly Mark[]): PagerMark | undefined {
  if (line === '') return undefined
  const tail = line.slice(-4096)
  for (const { mark, key } of [...own, ...MARKS, ...LONE]) {
    const found = mark.exec(tail)
    if (found) return { column: line.length - tail.length + found.index, key }
  }
  return undefined
}
