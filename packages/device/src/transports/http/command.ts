import { DeviceError } from '../../errors.ts'
import type { HttpBody } from './body.ts'
import type { Reply } from './conversation.ts'
import type { HttpApi, JsonPath } from './http-api.ts'
import type { WholeLimits } from './read-whole.ts'
import { isRequest, readRequest, type HttpRequest } from './request.ts'
import { xmlWords } from './xml-words.ts'

/** How an answer is wanted. */
export type OutputFormat = 'text' | 'json'

/** What a device said to one command or request: an answer to be read, or an output that is there, or the words of a refusal. */
export type Output =
  | { readonly body: HttpBody }
  | { readonly bytes: Buffer; readonly status: 0 }
  | { readonly error: string; readonly status: number }

/** A command as the API wants it; a text that is a request already stays one. */
export function requestOf(
  { command: rule }: HttpApi,
  command: string,
  format: OutputFormat,
  secret: string | undefined,
): HttpRequest {
  if (isRequest(command)) return readRequest(command)
  if (!rule)
    throw new DeviceError('unsupported', 'this API runs no commands', {
      phase: 'command',
      hint: 'ask with a request, such as "GET /path"',
    })
  const text = rule.words === 'xml' ? xmlWords(command) : command
  const line = secret === undefined ? rule.request : (rule.requestWithSecret ?? rule.request)
  return readRequest(line, { command: text, format, ...(secret !== undefined && { secret }) })
}

/** The output in a reply. Throws `incomplete` where a document is cut, `unsupported` where it holds something else. */
export async function outputOf(
  { answer, refusal }: Reply,
  { command: rule }: HttpApi,
  wanted: { readonly command: string; readonly format: OutputFormat; readonly limits: WholeLimits },
): Promise<Output> {
  if (refusal !== undefined) return { error: refusal, status: answer.status >= 400 ? answer.status : 1 }
  if (isRequest(wanted.command) || !rule?.output) return { body: answer.body }
  const body = await answer.body.collect(wanted.limits)
  const document = parse(body)
  for (const path of rule.errors ?? []) {
    const words = at(document, path)
    if (typeof words === 'string') return { error: words, status: 1 }
  }
  const found = at(document, rule.output[wanted.format])
  if (found === undefined)
    throw new DeviceError('unsupported', 'the answer holds no output', { phase: 'command', partial: body })
  return { bytes: Buffer.from(typeof found === 'string' ? found : `${JSON.stringify(found, null, 2)}\n`), status: 0 }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    throw new DeviceError('incomplete', 'the answer is no whole JSON document', { phase: 'command', partial: body })
  }
}

function at(document: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value) && typeof step === 'number') return value.at(step) as unknown
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    return (value as Readonly<Record<string, unknown>>)[step]
  }, document)
}
