/** The name that was probably meant: the one with the fewest edits (Levenshtein), if they are few. */
export function nearest(written: string, names: readonly string[]): string | undefined {
  const ranked = names.map((name) => ({ name, edits: edits(written.toLowerCase(), name.toLowerCase()) }))
  const [best] = ranked.toSorted((a, b) => a.edits - b.edits)
  return best && best.edits <= Math.max(2, best.name.length / 3) ? best.name : undefined
}

function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const swapped = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, swapped))
    }
    row = next
  }
  return row[to.length]!
}
