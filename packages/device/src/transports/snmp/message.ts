import { decode, encode, encodeInteger, encodeOid, integerOf, oidOf, TAG, type Value } from './ber.ts'

/** Protocol versions as they stand in a message. */
export const VERSION = { v1: 0, v2c: 1 } as const

/** One GET: what is asked, and the number by which its answer is known. */
export interface GetRequest {
  readonly version: number
  readonly community: string
  readonly requestId: number
  readonly oids: readonly string[]
}

/** The bytes of a GET. Source: RFC 3416 section 4.2.1, RFC 1157 section 4.1.2. */
export function encodeGet({ version, community, requestId, oids }: GetRequest): Buffer {
  const binds = oids.map((oid) => encode(TAG.sequence, encodeOid(oid), encode(TAG.null)))
  const zero = encodeInteger(0)
  const pdu = encode(TAG.getRequest, encodeInteger(requestId), zero, zero, encode(TAG.sequence, ...binds))
  return encode(TAG.sequence, encodeInteger(version), encode(TAG.octets, Buffer.from(community)), pdu)
}

/** What an agent answered, by object identifier: an identifier in dotted form or a text, what is neither left out.
 *  Undefined when the bytes are no answer to this request. */
export function decodeResponse(
  datagram: Buffer,
  { version, requestId }: Pick<GetRequest, 'version' | 'requestId'>,
): ReadonlyMap<string, string> | undefined {
  const [said, , pdu] = inside(decode(datagram)?.[0], TAG.sequence) ?? []
  const [id, status, , list] = inside(pdu, TAG.response) ?? []
  if (!said || !id || !status || integerOf(said) !== version || integerOf(id) !== requestId) return undefined
  if (integerOf(status) !== 0) return new Map()
  const binds = (inside(list, TAG.sequence) ?? []).map((bind) => inside(bind, TAG.sequence) ?? [])
  return new Map(binds.flatMap(([name, value]) => entryOf(name, value)))
}

const inside = (value: Value | undefined, tag: number): readonly Value[] | undefined =>
  value?.tag === tag ? decode(value.bytes) : undefined

function entryOf(name: Value | undefined, value: Value | undefined): [string, string][] {
  const oid = name && oidOf(name)
  const text = value && (value.tag === TAG.octets ? value.bytes.toString('utf8') : oidOf(value))
  return oid === undefined || text === undefined ? [] : [[oid, text]]
}
