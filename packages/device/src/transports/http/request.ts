import { DeviceError } from '../../errors.ts'
import type { RequestLine } from './http-api.ts'

type BodyKind = 'json' | 'xml' | 'form'

/** A request, ready to be sent. */
export interface HttpRequest {
  readonly method: string
  readonly path: string
  readonly body?: { readonly type: string; readonly text: string }
}

const LINE = /^(GET|HEAD|POST|PUT|PATCH|DELETE) (\/[\x21-\x7e]*)(?: ([^]*))?$/

const TYPES: Readonly<Record<BodyKind, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  form: 'application/x-www-form-urlencoded',
}

/** Is this text a request, or a command? */
export const isRequest = (text: string): boolean => LINE.test(text)

/** Reads a request; with `values`, each `{name}` in it is replaced. Throws `unsupported` where it is none. */
export function readRequest(line: RequestLine, values?: Readonly<Record<string, string>>): HttpRequest {
  const [, method, path, body] = LINE.exec(line) ?? []
  if (method === undefined || path === undefined)
    throw new DeviceError('unsupported', `"${line}" is no request; one looks like "GET /path"`, { phase: 'command' })
  const kind = kindOf(body ?? '')
  return {
    method,
    path: fill(path, values, encodeURIComponent),
    ...(body !== undefined && { body: { type: TYPES[kind], text: fill(body, values, ENCODERS[kind]) } }),
  }
}

function kindOf(body: string): BodyKind {
  if (/^(?:\{\s*"|\[)/.test(body)) return 'json'
  return body.startsWith('<') ? 'xml' : 'form'
}

/** A place that takes XML inside a form, or a text inside JSON, gets exactly the value: nothing in it ends the place. */
const ENCODERS: Readonly<Record<BodyKind, (value: string) => string>> = {
  json: (value) => JSON.stringify(value).slice(1, -1),
  xml: escapeXml,
  form: encodeURIComponent,
}

export function escapeXml(value: string): string {
  return value.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function fill(
  template: string,
  values: Readonly<Record<string, string>> | undefined,
  encode: (value: string) => string,
): string {
  if (!values) return template
  return template.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name]
    return value === undefined ? place : encode(value)
  })
}
