import { changedLines } from './changed-lines.ts'

/** Lines that stand together, with the unchanged ones around them. Line numbers begin at 1, as in a unified diff. */
export interface DiffHunk {
  readonly oldStart: number
  readonly oldLines: number
  readonly newStart: number
  readonly newLines: number
  readonly lines: readonly DiffLine[]
}

export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  /** Without its line feed; a carriage return stays. */
  readonly text: string
}

export interface LineDiff {
  readonly hunks: readonly DiffHunk[]
  readonly added: number
  readonly removed: number
}

interface Edit extends DiffLine {
  /** Lines passed on each side before this one. */
  readonly old: number
  readonly new: number
}

/**
 * Compares two texts line by line. `contextLines` (default 3) unchanged lines stand around each change.
 * A line with another line end, or without one, is another line.
 */
export function diffLines(before: string, after: string, options: { readonly contextLines?: number } = {}): LineDiff {
  const old = splitLines(before)
  const fresh = splitLines(after)
  const edits = editsOf(old, fresh)
  return {
    hunks: hunksOf(edits, options.contextLines ?? 3),
    added: edits.filter((edit) => edit.kind === 'added').length,
    removed: edits.filter((edit) => edit.kind === 'removed').length,
  }
}

/** Mark of a last line without a line feed, as a unified diff writes it. */
const NO_LINE_FEED = '\n\\ No newline at end of file'

function splitLines(text: string): string[] {
  if (text === '') return []
  const lines = text.split('\n')
  const last = lines.pop() ?? ''
  return last === '' ? lines : [...lines, last + NO_LINE_FEED]
}

function editsOf(old: readonly string[], fresh: readonly string[]): Edit[] {
  const changed = changedLines(old, fresh)
  const edits: Edit[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < fresh.length) {
    if (i < old.length && changed.old[i] === 1) edits.push({ kind: 'removed', text: old[i] ?? '', old: i++, new: j })
    else if (j < fresh.length && changed.new[j] === 1)
      edits.push({ kind: 'added', text: fresh[j] ?? '', old: i, new: j++ })
    else edits.push({ kind: 'same', text: old[i] ?? '', old: i++, new: j++ })
  }
  return edits
}

function hunksOf(edits: readonly Edit[], contextLines: number): DiffHunk[] {
  const hunks: DiffHunk[] = []
  let from = -1
  let lastChange = -1
  for (const [at, edit] of edits.entries()) {
    if (edit.kind === 'same') continue
    if (from >= 0 && at - lastChange > 2 * contextLines + 1) {
      hunks.push(hunkOf(edits.slice(from, lastChange + contextLines + 1)))
      from = -1
    }
    if (from < 0) from = Math.max(0, at - contextLines)
    lastChange = at
  }
  if (from >= 0) hunks.push(hunkOf(edits.slice(from, lastChange + contextLines + 1)))
  return hunks
}

function hunkOf(edits: readonly Edit[]): DiffHunk {
  const oldLines = edits.filter((edit) => edit.kind !== 'added').length
  const newLines = edits.filter((edit) => edit.kind !== 'removed').length
  const first = edits[0] ?? { old: 0, new: 0 }
  return {
    oldStart: oldLines === 0 ? first.old : first.old + 1,
    oldLines,
    newStart: newLines === 0 ? first.new : first.new + 1,
    newLines,
    lines: edits.map(({ kind, text }) => ({ kind, text })),
  }
}
