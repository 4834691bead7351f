import type { DeviceFaultCase } from './fault-case.ts'

const silent = { passwordsAtMost: 0, budget: 'none' } as const

/** Nobody is there, or nobody who speaks SSH. */
const noPeer: readonly DeviceFaultCase[] = [
  { name: 'has nothing on its port', faults: [], goesTo: 'closed-port', ends: 'unreachable', ...silent },
  { name: 'has a name that nobody knows', faults: [], goesTo: 'no-such-name', ends: 'unreachable', ...silent },
  {
    name: 'answers no connection',
    faults: [],
    goesTo: 'black-hole',
    ends: 'unreachable',
    ...silent,
    budget: 'connect',
  },
  { name: 'has an address that is never dialled', faults: [], goesTo: 'link-local', ends: 'unsupported', ...silent },
  { name: 'resets each connection', faults: [{ kind: 'reset-after-accept' }], ends: 'closed', ...silent },
  {
    name: 'never identifies itself',
    faults: [{ kind: 'stall', at: 'banner' }],
    ends: 'timeout',
    ...silent,
    budget: 'key-exchange',
  },
  ...(
    [
      ['is a mail server', '220 mail.example.net ESMTP ready\r\n'],
      ['is a web server', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'],
      ['speaks TLS', '\x15\x03\x01\x00\x02\x02\x46'],
      ['asks for a user name as Telnet does', '\r\nUser Access Verification\r\n\r\nUsername: '],
      ['speaks SSH 1 only', 'SSH-1.5-Cisco-1.25\r\n'],
    ] as const
  ).map(([name, says]): DeviceFaultCase => ({
    name,
    faults: [{ kind: 'not-ssh', says }],
    ends: 'unsupported',
    ...silent,
    budget: 'key-exchange',
  })),
  {
    name: 'identifies itself one byte at a time',
    faults: [{ kind: 'slow-greeting', everyMs: 100 }],
    ends: 'timeout',
    ...silent,
    budget: 'key-exchange',
  },
  {
    name: 'greets with 10 MB of text',
    faults: [{ kind: 'huge-banner', bytes: 10_000_000, where: 'greeting' }],
    ends: 'unsupported',
    ...silent,
    budget: 'bytes',
  },
]

const keyExchange: readonly DeviceFaultCase[] = [
  {
    name: 'stalls the key exchange',
    faults: [{ kind: 'stall', at: 'kex' }],
    ends: 'timeout',
    ...silent,
    budget: 'key-exchange',
  },
  ...(['hang-up', 'reset', 'noise'] as const).map((how): DeviceFaultCase => ({
    name: `breaks off the key exchange (${how})`,
    faults: [{ kind: 'breaks-off', at: 'kex', how }],
    ends: 'closed',
    ...silent,
  })),
  { name: 'knows only algorithms of 2005', faults: [{ kind: 'legacy-algorithms' }], ends: 'algorithm', ...silent },
  ...(
    [
      ['key exchange', { kex: ['diffie-hellman-group1-sha1'] }],
      ['cipher', { cipher: ['aes128-cbc'] }],
      ['MAC', { cipher: ['aes128-ctr'], hmac: ['hmac-md5'] }],
    ] as const
  ).map(([what, algorithms]): DeviceFaultCase => ({
    name: `has no ${what} in common`,
    faults: [{ kind: 'only-offers', algorithms: algorithms as never }],
    ends: 'algorithm',
    ...silent,
  })),
  {
    name: 'signs its host key by SHA-1 only',
    faults: [
      { kind: 'other-host-key', type: 'rsa' },
      { kind: 'only-offers', algorithms: { serverHostKey: ['ssh-rsa'] } },
    ],
    ends: 'algorithm',
    ...silent,
  },
]

const strangers: readonly Pick<DeviceFaultCase, 'name' | 'faults' | 'visitor'>[] = [
  { name: 'has another host key than before', faults: [{ kind: 'other-host-key' }], visitor: 'knows-the-key' },
  {
    name: 'has a host key of another type than before',
    faults: [{ kind: 'other-host-key', type: 'rsa' }],
    visitor: 'knows-the-key',
  },
  { name: 'has no pin', faults: [], visitor: 'has-no-pin' },
  { name: 'is not in known_hosts', faults: [], visitor: 'knows-other-hosts' },
  { name: 'has a revoked key', faults: [], visitor: 'knows-it-is-revoked' },
  { name: 'has a key that can not be remembered', faults: [], visitor: "can't-remember" },
]
const hostKeys = strangers.map((fault): DeviceFaultCase => ({ ...fault, ends: 'host_key', ...silent }))

export const faultsBeforeLogin: readonly DeviceFaultCase[] = [...noPeer, ...keyExchange, ...hostKeys]
