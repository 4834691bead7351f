import { Liquid, LiquidError, type FS } from 'liquidjs'
import { AppError } from '../errors/app-error.ts'

/** Data that a template may use: nothing that can be called. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | readonly TemplateValue[]
  | { readonly [name: string]: TemplateValue }

/** What a command template knows: `{{ device.hostname }}`, `{{ device.facts.model }}`, `{{ params.vlan }}`. */
export interface CommandVariables {
  readonly device: {
    readonly hostname: string
    readonly address: string
    readonly platform: string
    readonly tags: readonly string[]
    /** Null where a fact is not known; printing one is an error. */
    readonly facts: Readonly<Record<string, string | null>>
  }
  /** What the user of the template gave. */
  readonly params: Readonly<Record<string, TemplateValue>>
}

/** Bounds of one rendering. */
export interface RenderLimits {
  readonly templateChars: number
  readonly outputChars: number
  readonly commands: number
  /** What the whole rendering may take; it is watched between the parts of the template. */
  readonly renderMs: number
  /** Objects and characters that filters and loops may make. */
  readonly memory: number
}

const LIMITS: RenderLimits = {
  templateChars: 64 * 1024,
  outputChars: 256 * 1024,
  commands: 1000,
  renderMs: 500,
  memory: 1_000_000,
}

/** Tags that decide and repeat; none reads a template from elsewhere. */
const TAGS = ['assign', 'break', 'capture', 'case', 'comment', 'continue', 'echo', 'for', 'if', 'raw', 'unless', '#']
/** Filters that go past the check of what is printed. */
const REFUSED_FILTERS = ['raw']
/** Everything that ends a line, erases, or speaks to a terminal. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
const COMMENT = /^[#!]/

/** Makes commands of a template, one a line; blank lines and comments (`#`, `!`) are dropped. No value may carry a line end or
 *  another control character, so each line of the template is one command at most, whatever a device's name or a parameter
 *  holds. Throws AppError `invalid` with what is wrong and where; it quotes no value.
 *  @example
 *  renderCommands('show vlan id {{ params.vlan }}', { device, params: { vlan: 7 } }) // ['show vlan id 7'] */
export function renderCommands(
  template: string,
  variables: CommandVariables,
  limits: Partial<RenderLimits> = {},
): readonly string[] {
  const bounds = { ...LIMITS, ...limits }
  if (template.length > bounds.templateChars) throw invalid(`the template is over ${bounds.templateChars} characters`)
  const text = rendered(template.replaceAll('\r\n', '\n'), variables, bounds)
  if (text.length > bounds.outputChars) throw invalid(`the template makes more than ${bounds.outputChars} characters`)
  const commands = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !COMMENT.test(line))
  if (commands.length > bounds.commands) throw invalid(`the template makes more than ${bounds.commands} commands`)
  const strange = commands.findIndex((command) => CONTROLS.test(command))
  if (strange >= 0) throw invalid(`command ${strange + 1} holds a control character; the template itself has it`)
  return commands
}

function rendered(template: string, variables: CommandVariables, bounds: RenderLimits): string {
  try {
    const text: unknown = createEngine(bounds).parseAndRenderSync(template, variables)
    return String(text)
  } catch (error) {
    throw explain(error)
  }
}

/** An engine for one rendering: a missing variable or filter is an error, and there are no files. */
function createEngine({ renderMs, memory, outputChars }: RenderLimits): Liquid {
  let printed = 0
  const print = (value: unknown): string => {
    const text = printable(value)
    printed += text.length
    if (printed > outputChars) throw new Error(`the template makes more than ${outputChars} characters`)
    return text
  }
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    relativeReference: false,
    fs: NO_FILES,
    renderLimit: renderMs,
    memoryLimit: memory,
    outputEscape: print,
  })
  for (const tag of Object.keys(engine.tags)) if (!TAGS.includes(tag)) delete engine.tags[tag]
  for (const filter of REFUSED_FILTERS) delete engine.filters[filter]
  return engine
}

function printable(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === null || value === undefined) throw new Error('a value that is not known is printed')
  if (typeof value !== 'string') throw new Error('a list or an object is printed; say which part of it')
  if (CONTROLS.test(value)) throw new Error('a value that is printed holds a line end or another control character')
  return value
}

const noFile = (): never => {
  throw new Error('templates read no files')
}
const NO_FILES: FS = {
  exists: async () => false,
  existsSync: () => false,
  contains: async () => false,
  containsSync: () => false,
  readFile: async () => noFile(),
  readFileSync: noFile,
  resolve: noFile,
}

/** Says in one line what is wrong, and where. Liquid's own text goes on with a piece of the template. */
function explain(error: unknown): AppError {
  if (!(error instanceof Error)) return invalid('the template can not be rendered')
  const [reason = ''] = error.message.split('\n')
  const [, what = reason, line] = /^(.*), line:(\d+), col:\d+$/.exec(reason) ?? []
  const isKnown = error instanceof LiquidError || error instanceof RangeError
  if (!isKnown) throw error
  return invalid(
    line === undefined ? what : `line ${line} of the template: ${what}`,
    line === undefined ? {} : { line: Number(line) },
  )
}

const invalid = (message: string, details: Record<string, unknown> = {}): AppError =>
  new AppError('invalid', message, details)
