import type { Platform } from '../../platform.ts'
import { sampleOf } from './sample-of.ts'

/** A made-up configuration that is whole by the platform's own rule, short enough to be mistaken for a refusal. */
export function configTextFor({ complete }: Platform): readonly string[] {
  const { structure, starts, endMark = complete.usualEnd, minLines = 0 } = complete
  const head = starts && !structure ? [sampleOf(starts)] : []
  const body = structure ? BODIES[structure] : PLAIN
  const end = endMark ? [lastLineFor(endMark)] : []
  const missing = Math.max(0, minLines - head.length - body.length - end.length)
  const filler = Array.from({ length: missing }, (_, index) => ` ip route 192.0.2.${index} via 198.51.100.1`)
  return structure ? withinStructure(body, filler) : [...head, ...body, ...filler, ...end]
}

/** Marks of refusals, prompts and pagers in the middle of text. */
const PLAIN = [
  'hostname edge1',
  'interface Gi0/1',
  ' description # to core > 2, more --- error: none',
  ' banner edge1#',
  '!',
]

const BODIES: Record<NonNullable<Platform['complete']['structure']>, readonly string[]> = {
  braces: ['system {', '    host-name edge1;', '    description "# to core > 2";', '}'],
  'config-end': ['config system global', '    set hostname "edge1"', '    set alias "# to core > 2"', 'end'],
  xml: ['<?xml version="1.0"?>', '<system>', '  <hostname>edge1</hostname>', '</system>'],
  // with the words that the platforms' own documents begin with
  json: ['{', '  "features": { "hostname": "edge1" },', '  "children": "# to core > 2"', '}'],
}

const withinStructure = (body: readonly string[], filler: readonly string[]): readonly string[] =>
  filler.length === 0 ? body : [...body.slice(0, 2), ...filler.map(() => ''), ...body.slice(2)]

/** Blanks at the end of a line are no part of it. */
function lastLineFor(mark: RegExp): string {
  const sample = sampleOf(mark)
  return mark.test(sample.trimEnd()) ? sample.trimEnd() : `${sample}x`
}
