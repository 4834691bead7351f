import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { tofu } from './host-keys.ts'
import { connectSsh } from './ssh.ts'
import { parseKexInit } from './wire-tap.ts'

const field = (bytes: Buffer | string): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, Buffer.from(bytes)])
}

/** An unencrypted SSH packet (RFC 4253 section 6). */
function packet(payload: Buffer): Buffer {
  const padding = 16 - ((payload.length + 5) % 8)
  const head = Buffer.alloc(5)
  head.writeUInt32BE(payload.length + padding + 1)
  head[4] = padding
  return Buffer.concat([head, payload, Buffer.alloc(padding)])
}

const kexInit = (kex: string): Buffer => {
  const lists = [
    kex,
    'ssh-ed25519',
    'aes128-ctr',
    'aes256-ctr',
    'hmac-sha2-256',
    'hmac-sha2-256',
    'none',
    'none',
    '',
    '',
  ]
  return Buffer.concat([Buffer.from([20]), Buffer.alloc(16), ...lists.map(field), Buffer.alloc(5)])
}

it('a KEXINIT gives the name-lists of the peer', () => {
  expect(parseKexInit(kexInit('curve25519-sha256,kex-strict-s-v00@openssh.com'))).toEqual({
    kex: ['curve25519-sha256', 'kex-strict-s-v00@openssh.com'],
    serverHostKey: ['ssh-ed25519'],
    cipher: ['aes128-ctr'],
    hmac: ['hmac-sha2-256'],
    strict: true,
  })
  expect(parseKexInit(Buffer.from([21]))).toBeUndefined()
})

it('a KEXINIT gives names only, however hostile the peer is', () => {
  const offer = parseKexInit(kexInit(`curve25519-sha256,\x1b[2J,\0,${'a'.repeat(65)},${'b,'.repeat(1000)}`))
  expect(offer?.kex.slice(0, 2)).toEqual(['curve25519-sha256', 'b'])
  expect(offer?.kex).toHaveLength(100)
})

describe('a group that the peer chose and that is too large to check', () => {
  const group = Buffer.concat([Buffer.from([31]), field(Buffer.alloc(1025, 0x7f)), field(Buffer.from([2]))])
  const greeting = Buffer.from('SSH-2.0-greedy\r\n')
  const offer = packet(kexInit('diffie-hellman-group-exchange-sha256'))

  it.each([
    ['in one piece with all before it', [Buffer.concat([greeting, offer, packet(group)])]],
    ['byte by byte', Array.from(Buffer.concat([greeting, offer, packet(group)]), (byte) => Buffer.from([byte]))],
  ])('is refused before it is checked, %s', async (_name, pieces) => {
    const server = createServer({ noDelay: true }, (socket) => {
      socket.on('error', () => undefined)
      for (const piece of pieces) socket.write(piece)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const started = performance.now()
    const attempt = connectSsh({
      host: '127.0.0.1',
      port,
      credential: { username: 'x', password: () => 'x' },
      hostKey: tofu({ find: async () => [], add: async () => undefined }),
    })
    await expect(attempt).rejects.toMatchObject({ kind: 'algorithm', message: expect.stringContaining('8192 bits') })
    expect(performance.now() - started).toBeLessThan(3000)
    server.close()
  })
})
