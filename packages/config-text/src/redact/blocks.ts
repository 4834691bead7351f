import type { Statement, Word } from './words.ts'

/** How a platform writes blocks: by indentation, in braces, under a `/path` line, or between `config` and `end`. */
export type BlockStyle = 'indent' | 'braces' | 'path' | 'config'

/** Follows the blocks of a text; holds the words of those around the present line. */
export interface Blocks {
  /** Words of the blocks around this statement; call before `leave`. */
  enter(statement: Statement, indent: number): readonly Word[]
  leave(statement: Statement, indent: number): void
}

/** Deep or long headers of hostile texts don't make every line below them expensive. */
const CONTEXT_WORDS = 24
const HEADER_WORDS = 10
const MAX_DEPTH = 64

const makers: Readonly<Record<BlockStyle, () => Blocks>> = {
  indent: indentBlocks,
  braces: braceBlocks,
  path: pathBlocks,
  config: configBlocks,
}

export function createBlocks(style: BlockStyle): Blocks {
  return makers[style]()
}

/** Says how an unknown text writes its blocks. */
export function guessBlockStyle(text: string): BlockStyle {
  const head = text.slice(0, 65_536)
  if (/^\s*config \S/m.test(head) && /^\s*(?:edit|set) /m.test(head)) return 'config'
  if (/[^\s{] ?\{[ \t\r]*$|[\w"];[ \t\r]*(?:##[^\n]*)?$|; \}[ \t\r]*$/m.test(head)) return 'braces'
  if (/^\/[a-z]/m.test(head) && /^(?:add|set) |^\/\S+.* (?:add|set) /m.test(head)) return 'path'
  return 'indent'
}

interface Header {
  readonly words: readonly Word[]
  readonly indent: number
}

function contextOf(headers: readonly Header[]): readonly Word[] {
  return headers.flatMap((header) => header.words).slice(-CONTEXT_WORDS)
}

function indentBlocks(): Blocks {
  const open: Header[] = []
  return {
    enter({ words }, indent) {
      if (words[0]?.text.startsWith('!')) return []
      while ((open.at(-1)?.indent ?? -1) >= indent) open.pop()
      return contextOf(open)
    },
    leave({ words }, indent) {
      const isComment = words[0]?.text.startsWith('!')
      if (words.length > 0 && !isComment && open.length < MAX_DEPTH)
        open.push({ words: words.slice(0, HEADER_WORDS), indent })
    },
  }
}

function braceBlocks(): Blocks {
  const open: Header[] = []
  let tooDeep = 0
  let context: readonly Word[] = []
  return {
    enter: () => context,
    leave({ words, ending }) {
      if (ending === '{' && open.length === MAX_DEPTH) tooDeep += 1
      else if (ending === '}' && tooDeep > 0) tooDeep -= 1
      else if (ending === '{' || ending === '}') {
        if (ending === '{') open.push({ words: words.slice(0, HEADER_WORDS), indent: 0 })
        else open.pop()
        context = contextOf(open)
      }
    },
  }
}

function pathBlocks(): Blocks {
  let section: readonly Word[] = []
  return {
    enter: ({ words }) => (words[0]?.text.startsWith('/') ? [] : section),
    leave({ words }) {
      if (!words[0]?.text.startsWith('/')) return
      const verb = words.findIndex((word) => /^(?:add|set|\[|print|export|remove)$/.test(word.text) || word.assigned)
      section = (verb < 0 ? words : words.slice(0, verb)).slice(0, HEADER_WORDS)
    },
  }
}

function configBlocks(): Blocks {
  const open: Header[] = []
  let context: readonly Word[] = []
  return {
    enter: () => context,
    leave({ words }) {
      const word = words[0]?.text
      const opens = word === 'config' || word === 'edit'
      const closes = word === 'end' || word === 'next'
      if (opens && open.length < MAX_DEPTH) open.push({ words: words.slice(0, HEADER_WORDS), indent: 0 })
      if (closes) open.pop()
      if (opens || closes) context = contextOf(open)
    },
  }
}
