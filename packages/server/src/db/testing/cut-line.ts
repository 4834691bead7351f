import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A line to a server that a test can cut, as a restart of that server or of the network does. */
export interface CutLine extends AsyncDisposable {
  /** The same URL by way of the line. */
  readonly url: string
  /** Ends every connection and takes no new one. */
  cut(): Promise<void>
  mend(): Promise<void>
}

export async function openCutLine(url: string): Promise<CutLine> {
  const to = new URL(url)
  const open = new Set<Socket>()
  let server: Server | undefined
  const join = (near: Socket): void => {
    const far = connect({ host: to.hostname, port: Number(to.port) || 5432 })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => undefined).on('close', () => (open.delete(one), other.destroy()))
      one.pipe(other)
    }
  }
  const listen = async (port: number): Promise<number> => {
    server = createServer(join)
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return (server.address() as AddressInfo).port
  }
  const cut = async (): Promise<void> => {
    const closing = server
    server = undefined
    closing?.close()
    for (const socket of open) socket.destroy()
    if (closing) await once(closing, 'close')
  }
  const port = await listen(0)
  const through = new URL(url)
  through.host = `127.0.0.1:${port}`
  return { url: through.href, cut, mend: async () => void (await listen(port)), [Symbol.asyncDispose]: cut }
}
