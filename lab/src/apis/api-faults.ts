import type { DeviceErrorKind } from '@netraven/device'
import type { ApiFault } from './api-fault.ts'

/** An API that misbehaves, and how a backup over it must end. */
export interface ApiFaultCase {
  /** Reads on from "an API that …". */
  readonly name: string
  readonly fault: ApiFault
  readonly ends: DeviceErrorKind | 'succeeded'
  /** Default: every vendor. */
  readonly platforms?: readonly string[]
}

const refusals: readonly ApiFaultCase[] = [
  { name: 'answers 401', fault: { kind: 'status', status: 401 }, ends: 'auth' },
  { name: 'answers 403', fault: { kind: 'status', status: 403 }, ends: 'rejected' },
  { name: 'answers 404', fault: { kind: 'status', status: 404 }, ends: 'rejected' },
  { name: 'answers 500', fault: { kind: 'status', status: 500 }, ends: 'rejected' },
  { name: 'has its error in a 200', fault: { kind: 'envelope' }, ends: 'rejected' },
]

const busy: readonly ApiFaultCase[] = [
  { name: 'answers 429 once', fault: { kind: 'status', status: 429, retryAfter: '1', times: 1 }, ends: 'succeeded' },
  {
    name: 'answers 429 once, until a date',
    fault: { kind: 'status', status: 429, retryAfter: 'Thu, 01 Jan 2026 00:00:00 GMT', times: 1 },
    ends: 'succeeded',
  },
  { name: 'answers 429 always', fault: { kind: 'status', status: 429, retryAfter: '0' }, ends: 'timeout' },
  { name: 'wants an hour of peace', fault: { kind: 'status', status: 429, retryAfter: '3600' }, ends: 'timeout' },
  { name: 'answers 503 once', fault: { kind: 'status', status: 503, times: 1 }, ends: 'succeeded' },
  { name: 'answers 503 always', fault: { kind: 'status', status: 503, retryAfter: '0' }, ends: 'timeout' },
]

const bodies: readonly ApiFaultCase[] = [
  {
    name: 'hangs up before the declared length',
    fault: { kind: 'cut', atByte: 150, how: 'length' },
    ends: 'closed',
  },
  { name: 'hangs up before the last chunk', fault: { kind: 'cut', atByte: 150, how: 'chunked' }, ends: 'closed' },
  { name: 'hangs up instead of answering', fault: { kind: 'hang-up' }, ends: 'closed' },
  { name: 'does not mark the end of a whole answer', fault: { kind: 'unmarked' }, ends: 'succeeded' },
  { name: 'does not mark the end of a cut answer', fault: { kind: 'unmarked', atByte: 150 }, ends: 'incomplete' },
  { name: 'drips', fault: { kind: 'drip', bytes: 5, everyMs: 100 }, ends: 'timeout' },
  { name: 'never ends', fault: { kind: 'endless' }, ends: 'incomplete' },
  { name: 'never answers', fault: { kind: 'silent', atByte: 0 }, ends: 'timeout' },
  { name: 'falls silent in the middle', fault: { kind: 'silent', atByte: 150 }, ends: 'timeout' },
]

const strangers: readonly ApiFaultCase[] = [
  { name: 'answers with a web page', fault: { kind: 'type', type: 'text/html; charset=utf-8' }, ends: 'unsupported' },
  { name: 'sends 100 KB of headers', fault: { kind: 'huge-headers', bytes: 100_000 }, ends: 'unsupported' },
  { name: 'does not speak HTTP', fault: { kind: 'not-http' }, ends: 'unsupported' },
]

const login: readonly ApiFaultCase[] = [
  { name: 'answers a login with 401', fault: { at: 'login', kind: 'status', status: 401 }, ends: 'auth' },
  {
    name: 'cuts the answer to a login',
    fault: { at: 'login', kind: 'cut', atByte: 30, how: 'length' },
    ends: 'closed',
  },
  { name: 'never answers a login', fault: { at: 'login', kind: 'silent', atByte: 0 }, ends: 'timeout' },
  { name: 'is too busy for a login', fault: { at: 'login', kind: 'status', status: 503 }, ends: 'timeout' },
  {
    name: 'answers a login with a web page',
    fault: { at: 'login', kind: 'type', type: 'text/html' },
    ends: 'unsupported',
  },
]

const realLogin = [
  { name: 'answers a login with 403', fault: { at: 'login', kind: 'status', status: 403 }, ends: 'auth' },
  { name: 'has an error in the 200 of a login', fault: { at: 'login', kind: 'envelope' }, ends: 'auth' },
  { name: 'has no login', fault: { at: 'login', kind: 'status', status: 404 }, ends: 'rejected' },
].map((one) => ({ ...one, platforms: ['paloalto_panos'] }) as ApiFaultCase)

/** Faults of a server that can be reached; those of the connection are in the tests of TLS. */
export const apiFaults: readonly ApiFaultCase[] = [
  ...refusals,
  ...busy,
  ...bodies,
  ...strangers,
  ...login,
  ...realLogin,
]
