import type { ServerResponse } from 'node:http'
import type { ApiFault } from './api-fault.ts'
import type { ApiReply, VendorApi } from './vendor-api.ts'

/** What a fault makes of a reply, where it is another reply. */
export function changed(reply: ApiReply, fault: ApiFault, vendor: VendorApi): ApiReply {
  if (fault.kind === 'status') {
    const refusal = vendor.refusal(fault.status, `fault ${fault.status}`)
    return fault.retryAfter === undefined ? refusal : { ...refusal, headers: { 'retry-after': fault.retryAfter } }
  }
  if (fault.kind === 'envelope') return vendor.envelope('the error in the envelope')
  if (fault.kind === 'type') return { ...reply, type: fault.type }
  if (fault.kind === 'redirect')
    return { status: 302, type: 'text/html', body: 'elsewhere', headers: { location: fault.to } }
  return reply
}

/** Sends a reply as the fault wants it sent. */
export function send(response: ServerResponse, reply: ApiReply, fault: ApiFault | undefined): void {
  const body = Buffer.from(reply.body)
  const headers = { 'content-type': reply.type, ...reply.headers }
  const whole = { ...headers, 'content-length': body.length }
  switch (fault?.kind) {
    case 'cut':
      response.writeHead(reply.status, fault.how === 'length' ? whole : headers)
      return void response.write(body.subarray(0, fault.atByte), () => response.socket?.destroy())
    case 'unmarked':
      response.useChunkedEncodingByDefault = false
      response.removeHeader('transfer-encoding')
      response.writeHead(reply.status, { ...headers, connection: 'close' })
      return void response.end(body.subarray(0, fault.atByte ?? body.length))
    case 'drip':
      response.writeHead(reply.status, whole)
      return drip(response, body, fault)
    case 'endless':
      response.writeHead(reply.status, headers)
      return flood(response, body)
    case 'silent':
      if (fault.atByte === 0) return
      response.writeHead(reply.status, whole)
      return void response.write(body.subarray(0, fault.atByte))
    case 'huge-headers':
      response.writeHead(reply.status, { ...whole, 'x-much': 'x'.repeat(fault.bytes) })
      return void response.end(body)
    case 'not-http':
      return void response.socket?.end('SSH-2.0-not an API\r\n')
    case 'hang-up':
      return void response.socket?.destroy()
    default:
      response.writeHead(reply.status, whole)
      response.end(body)
  }
}

function drip(response: ServerResponse, body: Buffer, { bytes, everyMs }: { bytes: number; everyMs: number }): void {
  let at = 0
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + bytes))
    at += bytes
    if (at >= body.length) response.end()
  }, everyMs)
  response.once('close', () => clearInterval(timer))
}

function flood(response: ServerResponse, body: Buffer): void {
  const piece = Buffer.concat(Array.from({ length: 64 }, () => body))
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}
