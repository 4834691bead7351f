import { errorEnvelope } from '@netraven/contract'
import type { Answer, Ask, Door } from './doors/door.ts'
import { CommandFailure, exitCodes } from './failure.ts'

type Query = Readonly<Record<string, string | number | undefined>>

/** The API as commands use it. A refusal becomes a CommandFailure with the server's own words. */
export interface Client {
  get<T>(path: string, query?: Query): Promise<T>
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>
  bytes(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Buffer>
  /** All pages of a list. */
  all<T>(path: string, query?: Query): Promise<T[]>
  /** Server-sent events: the data of each, as JSON. */
  events<T>(path: string): AsyncGenerator<T>
}

const PAGE = 200

export function createClient(door: Door, signal: AbortSignal): Client {
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const json = body === undefined ? undefined : JSON.stringify(body)
    const headers = { accept: '*/*', ...(json !== undefined && { 'content-type': 'application/json' }) }
    const request: Ask = { method, path: `/api/v1${path}`, headers, body: json, signal }
    const answer = await door(request)
    if (answer.status >= 400) throw refusalOf(answer.status, await bytesOf(answer))
    return answer
  }
  const read = async <T>(answer: Answer): Promise<T> => {
    const bytes = await bytesOf(answer)
    return (bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined) as T
  }
  const get = async <T>(path: string, query: Query = {}): Promise<T> =>
    read<T>(await ask('GET', path + searchOf(query)))
  return {
    get,
    send: async (method, path, body) => read(await ask(method, path, body)),
    bytes: async (method, path, body) => bytesOf(await ask(method, path, body)),
    async all<T>(path: string, query: Query = {}) {
      const all: T[] = []
      for (let page = 1; ; page++) {
        const { items, total } = await get<{ items: T[]; total: number }>(path, { ...query, page, size: PAGE })
        all.push(...items)
        if (items.length === 0 || all.length >= total) return all
      }
    },
    async *events<T>(path: string) {
      const { body } = await ask('GET', path)
      for await (const data of eventData(body)) yield JSON.parse(data) as T
    },
  }
}

function searchOf(query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size > 0 ? `?${search.toString()}` : ''
}

async function bytesOf({ body }: Answer): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The `data:` line of each event; ours are one line. */
async function* eventData(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data: ')) yield line.slice(6)
  }
}

const exitCodeOf = (status: number): number => {
  if (status === 404) return exitCodes.notFound
  return status === 401 || status === 403 ? exitCodes.notAllowed : exitCodes.error
}

function refusalOf(status: number, bytes: Buffer): CommandFailure {
  const envelope = errorEnvelope.safeParse(parsed(bytes))
  if (!envelope.success)
    return new CommandFailure(exitCodes.error, `The server answered ${status}, and not as NetRaven does: is it one?`)
  const { code, message, correlation_id: correlation } = envelope.data.error
  const trace = code === 'internal' ? ` (${correlation})` : ''
  return new CommandFailure(exitCodeOf(status), message + trace)
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}
