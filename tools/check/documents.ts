import { dirname, join } from 'node:path'
import { graphIsFresh } from '../imports/graph.ts'
import { stalePlatformList } from '../platforms/list.ts'
import { stalePages } from '../reference/pages.ts'
import type { Result } from './step.ts'
import { files, linesOf, read } from './tree.ts'

const maxAdrLines = 40

/** Links lead somewhere, decisions stay short, and what is generated is what would be generated now. */
export async function documents(): Promise<Result> {
  const texts = files.filter((file) => file.endsWith('.md'))
  const all = new Set(files.flatMap((file) => [file, ...parentsOf(file)]))
  const stale = graphIsFresh() ? [] : ['ARCHITECTURE.md shows old import rules: run "npm run graph"']
  return {
    faults: [
      ...texts.flatMap((file) => deadLinks(file, read(file), all)),
      ...texts.flatMap(longDecision),
      ...stale,
      ...stalePlatformList(),
      ...(await stalePages()),
    ],
    seen: texts.length,
  }
}

const parentsOf = (file: string): string[] => (file.includes('/') ? [dirname(file), ...parentsOf(dirname(file))] : [])

export function deadLinks(file: string, text: string, all: ReadonlySet<string>): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2]!,
  )
  return links
    .filter((link) => !/^([a-z]+:|#)/.test(link))
    .filter((link) => !all.has(join(dirname(file), link.replace(/#.*$/, '')).replace(/\/$/, '')))
    .map((link) => `${file} links to ${link}, which does not exist`)
}

const longDecision = (file: string): string[] => {
  if (!/^docs\/adr\/\d{4}-/.test(file)) return []
  const { length } = linesOf(file)
  return length > maxAdrLines ? [`${file} has ${length} lines, more than ${maxAdrLines}`] : []
}
