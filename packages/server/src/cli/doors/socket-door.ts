import { once } from 'node:events'
import { lstat, readFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import type { Door } from './door.ts'

/** The Unix socket of the process that holds a data folder. */
export const socketDoor =
  (socketPath: string): Door =>
  async ({ method, path, headers, body, signal }) => {
    const asking = request({ socketPath, method, path, headers: { ...headers, host: 'netraven' }, signal })
    asking.end(body)
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    return { status: answer.statusCode ?? 0, body: answer }
  }

const serving = z.object({ socket: z.string() })

/** The socket of the process that holds this folder; undefined when none does, or none does any more. */
export async function findSocket(dataFolder: string, signal: AbortSignal): Promise<string | undefined> {
  const text = await readFile(join(dataFolder, 'serve.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const { socket } = serving.parse(JSON.parse(text))
    if ((await lstat(socket)).uid !== (process.getuid?.() ?? 0)) return undefined // another user of the machine listens there
    const answer = await socketDoor(socket)({ method: 'GET', path: '/livez', headers: {}, body: undefined, signal })
    for await (const _chunk of answer.body); // read to the end, so that the connection closes
    return answer.status === 200 ? socket : undefined
  } catch {
    return undefined // left behind by a process that was killed
  }
}
