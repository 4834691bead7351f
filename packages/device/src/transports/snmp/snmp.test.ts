import { describe, expect, it } from 'vitest'
import { decode, encodeOid, oidOf } from './ber.ts'
import { decodeResponse, encodeGet } from './message.ts'
import { readSystem } from './read-system.ts'
import { response as responseTo, snmpAgent, type Asked } from './testing/snmp-agent.ts'

const SYS_DESCR = '1.3.6.1.2.1.1.1.0'
const SYS_OBJECT_ID = '1.3.6.1.2.1.1.2.0'
const ask = (port: number) => readSystem({ host: '127.0.0.1', port, community: () => 'read-Community1', timeoutMs: 80 })
const response = (asked: Asked, status = 0) => responseTo(asked, { ...identity, status })
const identity = { sysObjectId: '1.3.6.1.4.1.30065.1.3011.7050', sysDescr: 'Arista Networks EOS version 4.29.2F' }

describe('a GET', () => {
  it('has the bytes that the standard lays down', () => {
    const bytes = encodeGet({ version: 1, community: 'public', requestId: 0x01020304, oids: [SYS_DESCR] })
    const wanted = '302902010104067075626c6963a01c020401020304020100020100300e300c06082b060102010101000500'
    expect(bytes.toString('hex')).toBe(wanted)
  })

  it('takes no answer to another request, of another version or of another kind', () => {
    const request = { version: 1, community: 'c', requestId: 7 }
    expect(decodeResponse(response(request), request)?.get(SYS_OBJECT_ID)).toBe(identity.sysObjectId)
    expect(decodeResponse(response({ ...request, requestId: 8 }), request)).toBeUndefined()
    expect(decodeResponse(response({ ...request, version: 0 }), request)).toBeUndefined()
    expect(decodeResponse(encodeGet({ ...request, oids: [SYS_DESCR] }), request)).toBeUndefined()
  })
})

describe('an object identifier', () => {
  it.each(['1.3.6.1.4.1.9.1.2494', '1.3.6.1.4.1.4294967295.128.127', '2.5.4.3', '0.0'])(
    '%s survives encoding',
    (oid) => {
      expect((decode(encodeOid(oid)) ?? []).map(oidOf)).toEqual([oid])
    },
  )

  it.each(['0600', '0682ff', '06032b06ff', `06822003${'ff'.repeat(3)}`, '06072bffffffffff7f', '020101'])(
    '%s is none',
    (hex) => {
      expect((decode(Buffer.from(hex, 'hex')) ?? []).map(oidOf).filter(Boolean)).toEqual([])
    },
  )
})

it('random datagrams never throw and never count as an answer', () => {
  const seed = Date.now() % 1_000_000
  let state = seed
  const random = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x80000000
  const request = { version: 1, community: 'c', requestId: 1_234_567 }
  const good = response(request)
  for (let round = 0; round < 20_000; round++) {
    const datagram = round % 2 ? Buffer.from(good) : Buffer.alloc(Math.floor(random() * 80))
    for (let hits = 1 + Math.floor(random() * 12); hits > 0 && datagram.length > 0; hits--)
      datagram[Math.floor(random() * datagram.length)] = Math.floor(random() * 256)
    const cut = datagram.subarray(0, Math.ceil(random() * datagram.length))
    const answer = decodeResponse(cut, { ...request, requestId: 7_654_321 })
    expect({ seed, round, answer }).toEqual({ seed, round, answer: undefined })
  }
})

describe('reading what a device says it is', () => {
  it('brings sysObjectID and sysDescr', async () => {
    await using there = await snmpAgent((asked) => response(asked))
    expect(await ask(there.port)).toEqual(identity)
    expect(there.asked).toEqual([{ version: 1, community: 'read-Community1', requestId: expect.any(Number) }])
  })

  it('asks again when a datagram is lost, and passes over what answers something else', async () => {
    let count = 0
    await using there = await snmpAgent((asked) => {
      count += 1
      if (count === 1) return undefined
      return count === 2 ? response({ ...asked, requestId: 1 }) : response(asked)
    })
    expect(await ask(there.port)).toEqual(identity)
    expect(there.asked).toHaveLength(3)
  })

  it('falls back to version 1', async () => {
    await using there = await snmpAgent((asked) => (asked.version === 0 ? response(asked) : undefined))
    expect(await ask(there.port)).toEqual(identity)
    expect(there.asked.map(({ version }) => version)).toEqual([1, 1, 1, 0])
  })

  it('is undefined when the agent is silent, answers with an error, or is not there', async () => {
    await using silent = await snmpAgent(() => undefined)
    await using failing = await snmpAgent((asked) => response(asked, 2))
    expect(await ask(silent.port)).toBeUndefined()
    expect(await ask(failing.port)).toBeUndefined()
    const gone = await snmpAgent(() => undefined)
    await gone[Symbol.asyncDispose]()
    expect(await ask(gone.port)).toBeUndefined()
  })

  it('never asks an address that is never dialled, nor a port of our own', async () => {
    const parts = { community: () => 'c', timeoutMs: 50 }
    await expect(readSystem({ ...parts, host: '169.254.169.254' })).rejects.toMatchObject({ kind: 'unsupported' })
    const refuse = [{ host: '127.0.0.1', port: 5432 }]
    await expect(readSystem({ ...parts, host: '127.0.0.1', port: 5432, refuse })).rejects.toMatchObject({
      kind: 'unsupported',
    })
  })

  it('ends at once when the visit is cancelled', async () => {
    await using silent = await snmpAgent(() => undefined)
    const parts = { host: '127.0.0.1', port: silent.port, community: () => 'c', timeoutMs: 60_000 }
    await expect(readSystem({ ...parts, signal: AbortSignal.timeout(30) })).rejects.toMatchObject({ kind: 'cancelled' })
  })
})
