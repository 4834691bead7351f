import { describe, expect, it } from 'vitest'
import { faultOfRedaction, options } from '../testing/forms.ts'
import { testForms } from '../testing/test-forms.ts'
import { redact } from './redact.ts'

const pretty = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`

testForms({
  platform: 'unknown',
  alone: [
    '{"enable": {"password": {"secret": "«s3cret»"}}}',
    '{"username": [{"name": "al", "password": {"encryption": "0", "password": "«pw one»"}}]}',
    '{"snmp-server": {"Cisco-IOS-XE-snmp:community-config": [{"name": "«c0mm»", "permission": "ro"}]}}',
    '{"snmp-server": {"community": [{"name": "«c0mm»", "RO": [null]}]}}',
    '{"host": [{"ip-address": "192.0.2.1", "community-or-user": "«c0mm»"}]}',
    '{"radius": {"server": [{"id": "r", "key": {"encryption": "7", "key": "«0822455D0A16»"}}]}}',
    '{"keyring": [{"pre-shared-key": {"address": {"ipv4": [{"ipv4-addr": "192.0.2.1", "unencryt-key": "«k3y»"}]}}}]}',
    '{"bgp": [{"neighbor": [{"id": "192.0.2.2", "password": {"enctype": 0, "text": "«k3y»"}}]}]}',
    '{"key": {"chain": [{"name": "c", "key": [{"id": 1, "key-string": {"encryption": "0", "key": "«k3y»"}}]}]}}',
    '{"message-digest-key": [{"id": 1, "md5": "«k3y»"}]}',
  ],
  blocks: [
    pretty({ native: { ntp: { 'authentication-key': [{ number: 1, md5: '«k3y»' }] }, hostname: 'edge1' } }),
    pretty({ aaa: { 'Cisco-IOS-XE-aaa:server': { key: { key: '«k3y»' } } }, banner: { text: 'no secret here' } }),
  ],
  kept: [
    '{"router": {"route-map": {"set": {"community": "65000:1"}}}}',
    '{"interface": [{"name": "1", "description": "key to the rack", "ip": {"address": "192.0.2.1"}}]}',
    '{"ip": {"community-list": {"standard": [{"name": "CL", "id": "1"}]}}}',
    '{"key": {"chain": [{"name": "c"}]}}',
    '{"banner": {"motd": {"text": "welcome"}}}',
  ],
})

describe('a JSON document', () => {
  it('stays one, and of a cut one the part that is there is read', () => {
    const raw = pretty({ a: { secret: { type: '9', secret: 'x"y\\z' } }, b: [{ key: 'abcdef' }] })
    const { text } = redact(raw, { ...options, platform: 'unknown' })
    expect(JSON.parse(text)).toMatchObject({ a: { secret: { type: '9' } } })
    expect(text).not.toContain('abcdef')
    const cut = raw.slice(0, raw.indexOf('abcdef') + 9)
    expect(redact(cut, { ...options, platform: 'unknown' }).text).not.toContain('abcdef')
  })

  it.each([
    ['is deep', `{"key": ${'['.repeat(200_000)}`],
    ['is full of escapes', `{"key": "${'\\"'.repeat(200_000)}`],
    ['is full of members', `{${'"key": "abc", '.repeat(20_000)}`],
  ])('that %s is read in time, and again with the same result', (_what, text) => {
    const started = performance.now()
    const redacted = redact(text, { ...options, platform: 'unknown' })
    expect(performance.now() - started).toBeLessThan(3_000)
    expect(faultOfRedaction(text, redacted, 'unknown')).toBeNull()
  })
})
