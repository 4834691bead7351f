import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from './testing/open-test-api.ts'

/** What does not get as far as a route, on a real connection. */
describe('a request that cannot be read', () => {
  let api: TestApi
  let port: number
  beforeAll(async () => {
    api = await openTestApi()
    port = Number(new URL(await api.network.listen({ host: '127.0.0.1', port: 0 })).port)
  })
  afterAll(() => api[Symbol.asyncDispose]())

  const send = async (request: string) => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(request)
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
    return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: JSON.parse(body) }
  }
  const get = (path: string, header = 'x: y') =>
    `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${header}\r\n\r\n`

  it.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      400,
    ],
    ['endless headers', get('/livez', `x: ${'y'.repeat(20_000)}`), 431],
    ['an address with a broken escape', get('/api/v1/devices/%'), 400],
    ['an address with a part too long', get(`/api/v1/devices/${'a'.repeat(300)}`), 414],
    ['a method that nothing answers to', get('/livez').replace('GET', 'TRACE'), 404],
  ])('with %s is refused with the envelope', async (_what, request, status) => {
    const answer = await send(request)
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual({
      error: { code: expect.any(String), message: expect.any(String), details: {}, correlation_id: expect.any(String) },
    })
    expect(answer.head).toContain(`x-correlation-id: ${answer.body.error.correlation_id}`)
    expect(answer.head).toContain('x-content-type-options: nosniff')
  })

  it('never leaves a trace of itself in the log of faults', () => {
    expect(api.logged).toEqual([])
  })
})
