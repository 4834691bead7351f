import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { ServerOptions } from 'node:https'
import type { ApiFault } from './api-fault.ts'
import { makeCertificate, type LabCertificate } from './certificate.ts'
import { changed, send } from './misbehave.ts'
import type { ApiQuestion, VendorApi } from './vendor-api.ts'

export interface ApiServerOptions {
  readonly vendor: VendorApi
  /** `none`: plain HTTP. Default: a certificate of its own for 127.0.0.1, new in each start. */
  readonly certificate?: LabCertificate | 'none'
  readonly tls?: Pick<ServerOptions, 'minVersion' | 'maxVersion' | 'ciphers'>
}

/** A device's HTTP API on loopback. */
export interface ApiServer extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /** Of its certificate; undefined without TLS. */
  readonly fingerprint: string | undefined
  /** Undefined: well again. */
  setFault(fault: ApiFault | undefined): void
  /** Resolves once no connection is open. */
  allClosed(): Promise<void>
  readonly seen: {
    readonly questions: readonly ApiQuestion[]
    /** Connections that are open now, and all there ever were. */
    readonly open: number
    readonly connections: number
  }
}

/** Starts a vendor's API. */
export async function startApiServer({ vendor, certificate, tls }: ApiServerOptions): Promise<ApiServer> {
  const shown = certificate ?? makeCertificate({ commonName: 'device.lab', names: ['device.lab', '127.0.0.1'] })
  const questions: ApiQuestion[] = []
  const sockets = new Set<Socket>()
  const waiting: (() => void)[] = []
  let connections = 0
  let fault: ApiFault | undefined
  let used = 0

  const dueFault = (question: ApiQuestion): ApiFault | undefined => {
    if (!fault || (fault.at === 'login') !== vendor.isLogin(question)) return undefined
    used += 1
    return used > (fault.times ?? Infinity) ? undefined : fault
  }
  const listener: RequestListener = (request, response) => {
    void read(request).then((question) => {
      questions.push(question)
      const due = dueFault(question)
      const reply = vendor.answer(question)
      send(response, due ? changed(reply, due, vendor) : reply, due)
    })
  }
  const server: Server = shown === 'none' ? createServer(listener) : createTlsServer({ ...shown, ...tls }, listener)
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0) for (const tell of waiting.splice(0)) tell()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    fingerprint: shown === 'none' ? undefined : shown.fingerprint,
    setFault: (next) => {
      fault = next
      used = 0
    },
    allClosed: () => new Promise((resolve) => (sockets.size === 0 ? resolve() : waiting.push(resolve))),
    seen: {
      questions,
      get open() {
        return sockets.size
      },
      get connections() {
        return connections
      },
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

async function read(request: IncomingMessage): Promise<ApiQuestion> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', 'http://device')
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  }
}
