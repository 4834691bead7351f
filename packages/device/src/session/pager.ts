/** A pager mark at the end of the last line, and the key that answers it. */
export interface PagerMark {
  /** Column where the mark begins; what stands before it is text. */
  readonly column: number
  readonly key: string
}

const MARKS: readonly { readonly mark: RegExp; readonly key: string }[] = [
  { mark: /(?:^lines )?\d+-\d+(?:\/\d+)? \(END\)\s*$|\(END\)\s*$/, key: 'q' },
  { mark: /(?:^ )?[<([]?-{1,4} ?\(?more\)?(?: ?[\d%()]+)? ?-{0,4}[>)\]]? *$/i, key: ' ' },
  { mark: /\s*---\(more(?: \d+%)?\)---\s*$/i, key: ' ' },
  { mark: /^lines \d+-\d+(?:\/\d+(?: \d+%)?)?\s*$/, key: ' ' },
  { mark: /\s*press (?:any key|the space bar|<space>|space)[^\n]{0,60}$/i, key: ' ' },
]

/** Finds a pager's mark at the end of the line the cursor is in, also in the middle of a configuration line. */
export function findPagerMark(
  line: string,
  own: readonly { readonly mark: RegExp; readonly key: string }[],
): PagerMark | undefined {
  if (line === '') return undefined
  const tail = line.slice(-4096)
  for (const { mark, key } of [...own, ...MARKS]) {
    const found = mark.exec(tail)
    if (found) return { column: line.length - tail.length + found.index, key }
  }
  return undefined
}
