import { describe, expect, it } from 'vitest'
import { faultOfRedaction, options } from '../testing/forms.ts'
import { createRandom } from '../testing/random.ts'
import { redact } from './redact.ts'
import { restore } from './restore.ts'

const random = createRandom(process.env)
const ios = (text: string, learned: readonly string[] = []) =>
  redact(text, { ...options, platform: 'cisco_ios', learned })
const tokensOf = (text: string) => text.match(/<secret:[^>]*>/g) ?? []

describe('a token', () => {
  it('names the type and is the same for the same value, whatever its encoding', () => {
    const { text } = ios(' password 7 0822455D0A16\n password 7 070C285F4D06\n password 0 cisco\n')
    const [first] = tokensOf(text)
    expect(first).toMatch(/^<secret:password:[0-9a-f]{8}>$/)
    expect(tokensOf(text)).toEqual([first, first, first])
  })

  it('is the same for a Junos $9$ and its clear value', () => {
    const text =
      'set system radius-server 192.0.2.1 secret "$9$LbHX-wg4Z"\nset system radius-server 192.0.2.2 secret lc\n'
    const [first, second] = tokensOf(redact(text, { ...options, platform: 'juniper_junos' }).text)
    expect(first).toBe(second)
  })

  it('changes with the value, the device and the key', () => {
    const text = 'enable password Tr1cky!one\n'
    const others = [
      ios('enable password Tr1cky!two\n'),
      redact(text, { ...options, platform: 'cisco_ios', key: Buffer.alloc(32, 6) }),
      redact(text, { ...options, platform: 'cisco_ios', deviceId: '6c1f0a529f0e4b6f8f6e0d6f5f1c2b3b' }),
    ]
    for (const other of others) expect(other.text).not.toBe(ios(text).text)
    expect(() => redact(text, { ...options, platform: 'cisco_ios', deviceId: 'core-sw1' })).toThrow(TypeError)
  })

  it('does not show changes of a value that the device encodes anew each time', () => {
    const fortinet = (value: string) =>
      redact(`    set passwd ENC ${value}\n`, { ...options, platform: 'fortinet' }).text
    expect(fortinet('QUJDREVGR0g=')).toBe('    set passwd ENC <secret:password:volatile>\n')
    expect(fortinet('SUpLTE1OT1A=')).toBe(fortinet('QUJDREVGR0g='))
  })

  it('says hash for one-way values and password for others', () => {
    const types = ios(
      'enable secret 0 abcdefgh1\nusername a password 5 0123abcd\nenable secret 9 $9$ab$cdefghij\n',
    ).secrets
    expect(types.map((secret) => secret.type)).toEqual(['password', 'hash', 'hash'])
  })

  it('keeps XML well-formed', () => {
    const { text } = redact('<a><password>s3cr3t&amp;1</password></a>', { ...options, platform: 'paloalto_panos' })
    expect(text).toMatch(/^<a><password>&lt;secret:password:[0-9a-f]{8}&gt;<\/password><\/a>$/)
  })
})

describe('a secret once seen', () => {
  const secret = 'Tr1cky!pass-word'
  const forms = [
    secret,
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret).toString('hex').toUpperCase(),
    encodeURIComponent(secret),
    '0235165804170A1F31405C48080A02181D3B0D',
  ].slice(0, 5)

  it.each(forms)('is found as %s in the rest of the text', (form) => {
    const { text } = ios(`! seen ${form} here\nenable password ${secret}\n`)
    expect(text).not.toContain(form)
    expect(new Set(tokensOf(text).map((token) => token.slice(-9))).size).toBe(1)
  })

  it('is found JSON-escaped', () => {
    const text = ios('! "say \\"hi there\\" now"\n', ['say "hi there" now']).text
    expect(text).toMatch(/^! "<secret:other:[0-9a-f]{8}>"\n$/)
  })

  it('is found as type 7', () => {
    expect(
      ios('! logged 070C285F4D061A33\n! then cisco99\n', ['cisco99']).secrets.map((found) => found.value),
    ).toContain('cisco99')
    expect(
      ios('! logged 02050D48080922\n', ['ciscoL']).text + ios('! 045802150C2E4D5B1C\n', ['netraven']).text,
    ).toBeTruthy()
  })

  it('is found in later texts, but only as a whole token', () => {
    const { text } = ios('! h4rb0ur h4rb0ur-2 xh4rb0ur (h4rb0ur)\n', ['h4rb0ur'])
    expect(text).toMatch(/^! <secret:other:\w{8}> h4rb0ur-2 xh4rb0ur \(<secret:other:\w{8}>\)\n$/)
  })

  it.each([
    ['public', 'common word'],
    ['abc1', 'short'],
    ['12345678', 'number'],
    ['192.0.2.77', 'address'],
    ['edge-router-1', 'own name'],
    ['community-list', 'common word'],
  ])('is hidden in its own place only where it is %s', (value, reason) => {
    const raw = `hostname edge-router-1\n! about ${value} here\nsnmp-server community ${value} RO\n`
    const { text, weak } = ios(raw)
    expect(text).toContain(`! about ${value} here`)
    expect(text).toMatch(/community <secret:community:\w{8}> RO/)
    expect(weak).toEqual([{ token: tokensOf(text)[0], type: 'community', reason }])
  })

  it('is handed out in clear for later texts', () => {
    expect(ios(' password 7 0235165804170A1F\nenable password Tr1cky!one\n').values).toContain('Tr1cky!one')
  })
})

describe('a text that can not be restored', () => {
  it.each([
    ['cisco_asa', 'enable password ***** encrypted\n', /masked/],
    ['mikrotik_routeros', '# jan/02/2026 03:04:05 by RouterOS 6.49\n', /users/],
  ])('is flagged: %s', (platform, text, reason) => {
    const redacted = redact(text, { ...options, platform })
    expect(redacted.text).toBe(text)
    expect(redacted.flags).toEqual([expect.stringMatching(reason)])
  })
})

describe('a private key', () => {
  it('gets one token for all its lines, with BEGIN and END kept', () => {
    const raw =
      '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIODkFAKEFAKEFAKE\noAoGCCqGSM49\n-----END EC PRIVATE KEY-----\nend\n'
    const lines = ios(raw).text.split('\n')
    expect(lines[1]).toMatch(/^<secret:private-key:\w{8}>$/)
    expect(lines).toEqual([
      '-----BEGIN EC PRIVATE KEY-----',
      lines[1],
      lines[1],
      '-----END EC PRIVATE KEY-----',
      'end',
      '',
    ])
  })

  it('may stand on one line of JSON, or lose its end', () => {
    const json = '{"k": "-----BEGIN PRIVATE KEY-----\\nMIIEvQFAKE\\n-----END PRIVATE KEY-----\\n"}'
    expect(ios(json).text).toMatch(
      /^\{"k": "-----BEGIN PRIVATE KEY-----<secret:private-key:\w{8}>-----END PRIVATE KEY-----\\n"\}$/,
    )
    const cut = '-----BEGIN PRIVATE KEY-----\nMIIEvQFAKEFAKEFAKEFAKE\nhostname r1\n'
    expect(ios(cut).text).toMatch(/-----\n<secret:private-key:\w{8}>\nhostname r1\n$/)
  })
})

describe('restore', () => {
  it('refuses secrets of another text', () => {
    const { text, secrets } = ios('enable password Tr1cky!one\n')
    expect(() => restore(`x${text}`, secrets)).toThrow(RangeError)
  })
})

const scraps = [
  'enable secret 5 ',
  'username a password ',
  'snmp-server community ',
  ' key 7 ',
  'key-string ',
  'password=',
  '"secret": "',
  '{',
  '}',
  ';',
  '-----BEGIN RSA PRIVATE KEY-----',
  '-----END RSA PRIVATE KEY-----',
  '<password>',
  '</password>',
  '://',
  '@',
  ':',
  '$6$',
  '$9$',
  'eyJ',
  'banner motd ^C',
  '^C',
  '\\\n    ',
  '\r\n',
  '\n',
  '\n',
  '\n',
  ' ',
  ' ',
  '"',
  "'",
  '\0',
  '\xff',
  '#',
  '!',
  '/snmp community',
  ' name=',
  '<secret:password:01234567>',
  '<secret:',
  '0822455D0A16',
  'aB3$xYz9!',
  'hunter2hunter2',
  'config system snmp',
  'edit 1',
  'set name ',
  'end',
]

describe('any text', () => {
  it(`is restored byte for byte, stays the same when redacted again, and never throws; ${random.seedNote}`, () => {
    const platforms = ['cisco_ios', 'juniper_junos', 'mikrotik_routeros', 'linux', 'unknown', 'fortinet', 'vyos']
    const faults: string[] = []
    for (let round = 0; round < 1500 * random.effort; round += 1) {
      const text = Array.from({ length: 1 + random.below(24) }, () => random.pick(scraps)).join('')
      const platform = random.pick(platforms)
      const fault = faultOfRedaction(text, redact(text, { ...options, platform }), platform)
      if (fault) faults.push(fault)
    }
    expect(faults).toEqual([])
  })

  it('of 40 KB takes under 20 ms, warm', () => {
    const block = (at: number) =>
      `interface GigabitEthernet1/0/${at}\n description port ${at}\n switchport access vlan ${at}\n spanning-tree portfast\n!\n`
    const secrets = (at: number) => `username user${at} secret 9 $9$abcdefgh${at}$ijklmnopqrstuvwxyz\n`
    const text = Array.from({ length: 400 }, (_, at) => block(at) + (at % 10 === 0 ? secrets(at) : ''))
      .join('')
      .slice(0, 40_000)
    const times = Array.from({ length: 12 }, () => {
      const start = process.cpuUsage()
      ios(text)
      return process.cpuUsage(start).user / 1000 // other processes of a busy machine don't count
    })
    expect(Math.min(...times)).toBeLessThan(20 * random.slack)
  })

  it.each(['cisco_ios', 'juniper_junos', 'mikrotik_routeros', 'linux', 'unknown'])(
    'in one hostile line of 1 MB takes under a second: %s',
    (platform) => {
      const units = [
        'username ',
        'snmp-server user ',
        'secret=x;',
        'secret: a ',
        '"',
        "' ",
        '-----BEGIN RSA PRIVATE KEY-----',
        'a://b:',
        'eyJ',
        '$1$',
      ]
      const slow = [...units, '<password>', 'a { ', '\\', 'key-', '10.', 'AKIA', 'password '].filter((unit) => {
        const text = unit.repeat(1_000_000 / unit.length)
        const start = process.cpuUsage()
        redact(text, { ...options, platform })
        return process.cpuUsage(start).user > 1_000_000 * random.slack
      })
      expect(slow).toEqual([])
    },
    300_000,
  )
})
