import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a device that takes `delayMs` in each direction; gives the port on the same address. */
export async function delayed(
  device: { readonly address: string; readonly port: number },
  delayMs: number,
): Promise<number> {
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    const far = connect({ host: device.address, port: device.port, noDelay: true, allowHalfOpen: true })
    pass(near, far, delayMs)
    pass(far, near, delayMs)
  })
  server.listen(0, device.address)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function pass(from: Socket, to: Socket, delayMs: number): void {
  from.on('data', (chunk: Buffer) => setTimeout(() => to.write(chunk), delayMs))
  from.on('end', () => setTimeout(() => to.end(), delayMs))
  from.on('close', () => setTimeout(() => to.destroy(), delayMs))
  from.on('error', () => undefined) // the other side hears of it by `close`
}
