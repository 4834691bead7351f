/** One element of an XML document; ready for JSON. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** The text that stands directly in it. */
  readonly text: string
  readonly children: readonly XmlElement[]
}

/** Why a text could not be read as XML; quotes nothing of it. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
}

/** Bounds on a document. */
export interface XmlLimits {
  readonly length: number
  readonly depth: number
  readonly elements: number
}

const LIMITS: XmlLimits = { length: 64 * 1024 * 1024, depth: 200, elements: 1_000_000 }
const NAME = String.raw`[\p{L}_:][\p{L}\p{N}_:.\-\u00b7]*`
const OPENING = new RegExp(`<(${NAME})`, 'uy')
const CLOSING = new RegExp(String.raw`</(${NAME})\s*>`, 'uy')
const ATTRIBUTE = new RegExp(String.raw`\s+(${NAME})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'uy')
const TAG_END = /\s*(\/?)>/y
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));|&/g
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** What says nothing about data, by how it begins and ends. */
const SKIPPED = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const

const CDATA = '<![CDATA['

interface Open {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: XmlElement[]
  text: string
}

/** Reads an XML document of a device. No document types and no entities but the five of XML's own: nothing is ever expanded
 *  or fetched. Throws XmlError. Source: XML 1.0, sections 2 and 4.6. */
export function readXml(text: string, limits: Partial<XmlLimits> = {}): XmlElement {
  const bounds = { ...LIMITS, ...limits }
  if (text.length > bounds.length) throw new XmlError(`the document is over ${bounds.length} characters`)
  const tree = createTree(bounds)
  for (let at = 0; at < text.length;) {
    const to = text.indexOf('<', at)
    tree.addText(decode(text.slice(at, to < 0 ? text.length : to), at))
    at = to < 0 ? text.length : readMarkup(text, to, tree)
  }
  return tree.finish()
}

/** What has been read so far: the elements that are open, and the one that holds all. */
function createTree({ depth, elements }: XmlLimits) {
  const open: Open[] = []
  let root: XmlElement | undefined
  let count = 0
  return {
    addText: (text: string): void => {
      const parent = open.at(-1)
      if (parent) parent.text += text
      else if (text.trim() !== '') throw new XmlError('text stands outside of the document')
    },
    open: (element: Open, isClosed: boolean, at: number): void => {
      if (root && open.length === 0) throw fault('something follows the document', at)
      if (++count > elements || open.length >= depth) throw fault('the document is too large or too deep', at)
      root ??= element
      open.at(-1)?.children.push(element)
      if (!isClosed) open.push(element)
    },
    close: (name: string | undefined, at: number): void => {
      if (name === undefined || open.pop()?.name !== name) throw fault('a closing tag closes nothing', at)
    },
    finish: (): XmlElement => {
      if (open.length > 0) throw new XmlError('the document is cut')
      if (!root) throw new XmlError('there is no element')
      return root
    },
  }
}

type Tree = ReturnType<typeof createTree>

/** Reads what a "<" begins; gives where it ends. */
function readMarkup(text: string, at: number, tree: Tree): number {
  for (const [start, stop] of SKIPPED) if (text.startsWith(start, at)) return endOf(text, stop, at + start.length)
  if (text.startsWith(CDATA, at)) {
    const end = endOf(text, ']]>', at + CDATA.length)
    tree.addText(text.slice(at + CDATA.length, end - 3))
    return end
  }
  if (text.startsWith('<!', at)) throw fault('document types and entities are refused', at)
  if (text[at + 1] !== '/') return readTag(text, at, tree)
  const closing = find(CLOSING, text, at)
  tree.close(closing?.[1], at)
  return at + (closing?.[0].length ?? 0)
}

function readTag(text: string, from: number, tree: Tree): number {
  const name = find(OPENING, text, from)
  if (!name) throw fault('a "<" begins no tag', from)
  const attributes: [string, string][] = []
  let at = from + name[0].length
  for (let found = find(ATTRIBUTE, text, at); found; found = find(ATTRIBUTE, text, at)) {
    attributes.push([found[1] ?? '', decode(found[2] ?? found[3] ?? '', at)])
    at += found[0].length
  }
  const end = find(TAG_END, text, at)
  if (!end) throw fault('a tag is malformed', at)
  const element = { name: name[1] ?? '', attributes: Object.fromEntries(attributes), text: '', children: [] }
  tree.open(element, end[1] === '/', from)
  return at + end[0].length
}

function endOf(text: string, stop: string, from: number): number {
  const at = text.indexOf(stop, from)
  if (at < 0) throw fault(`"${stop}" is missing`, from)
  return at + stop.length
}

const decode = (text: string, at: number): string =>
  text.replace(REFERENCE, (_, named?: string, decimal?: string, hex?: string) => {
    if (named !== undefined) return NAMED[named] ?? ''
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    if (!(code > 0 && code <= 0x10ffff)) throw fault('a reference is unknown', at)
    return String.fromCodePoint(code)
  })

function find(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const fault = (reason: string, at: number): XmlError => new XmlError(`${reason} (character ${at + 1})`)
