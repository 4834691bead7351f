import type { DiffHunk, LineDiff } from './diff-lines.ts'

const signs = { same: ' ', added: '+', removed: '-' } as const

/** The diff as `diff -u` writes it, to be read by people and by `patch`; empty where nothing differs. */
export function unified(diff: LineDiff, names: { readonly before: string; readonly after: string }): string {
  if (diff.hunks.length === 0) return ''
  return [`--- ${names.before}`, `+++ ${names.after}`, ...diff.hunks.flatMap(hunkLines), ''].join('\n')
}

function hunkLines(hunk: DiffHunk): string[] {
  const head = `@@ -${rangeOf(hunk.oldStart, hunk.oldLines)} +${rangeOf(hunk.newStart, hunk.newLines)} @@`
  return [head, ...hunk.lines.map((line) => signs[line.kind] + line.text)]
}

function rangeOf(start: number, lines: number): string {
  return lines === 1 ? String(start) : `${start},${lines}`
}
