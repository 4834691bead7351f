import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../testing/random.ts'
import { diffLines, type LineDiff } from './diff-lines.ts'
import { unified } from './unified.ts'

const random = createRandom(process.env)
const names = { before: 'a', after: 'b' }

/** What the diff says the two texts are, where every line is context. */
function sidesOf(diff: LineDiff): { before: string[]; after: string[] } {
  const lines = diff.hunks.flatMap((hunk) => hunk.lines)
  return {
    before: lines.filter((line) => line.kind !== 'added').map((line) => line.text),
    after: lines.filter((line) => line.kind !== 'removed').map((line) => line.text),
  }
}

describe('a line diff', () => {
  it('shows a change with three lines around it', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\n'
    const after = 'a\nb\nc\nd\nE\nf\ng\nh\n'
    const diff = diffLines(before, after)
    expect(diff).toMatchObject({ added: 1, removed: 1 })
    expect(unified(diff, names)).toBe('--- a\n+++ b\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n')
  })

  it('is empty for equal texts', () => {
    expect(diffLines('a\r\nb', 'a\r\nb')).toEqual({ hunks: [], added: 0, removed: 0 })
    expect(unified(diffLines('', ''), names)).toBe('')
  })

  it('counts from and to nothing', () => {
    expect(unified(diffLines('', 'x\n'), names)).toBe('--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n')
    expect(unified(diffLines('x\n', ''), names)).toBe('--- a\n+++ b\n@@ -1 +0,0 @@\n-x\n')
  })

  it('says when the last line feed is missing', () => {
    expect(unified(diffLines('x\n', 'x'), names)).toContain('-x\n+x\n\\ No newline at end of file\n')
  })

  it('keeps distant changes in hunks of their own and near ones together', () => {
    const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`)
    const far = lines.map((line, at) => (at === 5 || at === 30 ? 'changed' : line))
    const near = lines.map((line, at) => (at === 5 || at === 12 ? 'changed' : line))
    expect(diffLines(lines.join('\n'), far.join('\n')).hunks).toHaveLength(2)
    expect(diffLines(lines.join('\n'), near.join('\n')).hunks).toHaveLength(1)
  })

  it(`rebuilds both sides of random texts, also of those that are cut for their cost; ${random.seedNote}`, () => {
    for (let round = 0; round < 60 * random.effort; round += 1) {
      const pick = (lines: number, kinds: number) => Array.from({ length: lines }, () => `l${random.below(kinds)}`)
      const [before, after] = [
        pick(random.below(60), 1 + random.below(12)),
        pick(random.below(60), 1 + random.below(12)),
      ]
      const diff = diffLines(before.join('\n') + '\n', after.join('\n') + '\n', { contextLines: 1000 })
      const isEqual = before.join() === after.join()
      expect(sidesOf(diff)).toEqual(isEqual ? { before: [], after: [] } : sides(before, after))
    }
    const [before, after] = [shuffled(3000), shuffled(3000)]
    const diff = diffLines(before.join('\n') + '\n', after.join('\n') + '\n', { contextLines: 10_000 })
    expect(sidesOf(diff)).toEqual({ before, after })
  })

  it('takes under 300 ms for 20,000 lines, alike or not', () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => (at % 3 === 0 ? '!' : `interface ${at}`))
    const few = lines.map((line, at) => (at % 700 === 0 ? `${line} x` : line))
    diffLines(lines.slice(0, 2000).join('\n'), few.slice(0, 2000).join('\n'))
    for (const after of [few, lines.map((line) => `${line} y`), shuffled(20_000)]) {
      const start = performance.now()
      diffLines(lines.join('\n'), after.join('\n'))
      expect(performance.now() - start).toBeLessThan(300 * random.slack)
    }
  })

  it('is a patch that git applies', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netraven-diff-'))
    try {
      const [before, after] = ['a\nb\nc\nd\n', 'b\nx\nc\nd\ne']
      writeFileSync(join(folder, 'f'), before)
      writeFileSync(join(folder, 'p'), unified(diffLines(before, after), { before: 'a/f', after: 'b/f' }))
      execFileSync('git', ['apply', 'p'], { cwd: folder })
      expect(readFileSync(join(folder, 'f'), 'utf8')).toBe(after)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** An empty list joined with line feeds is one empty line. */
function sides(before: string[], after: string[]): { before: string[]; after: string[] } {
  return { before: before.length === 0 ? [''] : before, after: after.length === 0 ? [''] : after }
}

function shuffled(count: number): string[] {
  const lines = Array.from({ length: count }, (_, at) => `interface ${at}`)
  for (let at = count - 1; at > 0; at -= 1) {
    const other = random.below(at + 1)
    ;[lines[at], lines[other]] = [lines[other] ?? '', lines[at] ?? '']
  }
  return lines
}
