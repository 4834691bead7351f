import type { InProcess } from '../wired.ts'
import type { Door } from './door.ts'

/** The API in this process: no port, no socket. */
export const inProcessDoor =
  ({ api }: InProcess): Door =>
  async ({ method, path, headers, body }) => {
    const request = { method: method as 'GET', url: path, headers, ...(body !== undefined && { payload: body }) }
    const answer = await api.inject({ ...request, payloadAsStream: true })
    return { status: answer.statusCode, body: answer.stream() }
  }
