import { isBasic, type ApiContent, type ApiReply, type VendorApi } from './vendor-api.ts'

const TYPE = 'application/yang-data+json'
const NATIVE = '/restconf/data/Cisco-IOS-XE-native:native'
const HARDWARE = '/restconf/data/Cisco-IOS-XE-device-hardware-oper:device-hardware-data/device-hardware'

/** RESTCONF as IOS XE speaks it. Source: RFC 8040 sections 3.3, 4.3, 7 and 7.1; Programmability configuration guide of IOS XE 17,
 *  "RESTCONF protocol". */
export function restconf(content: ApiContent, { hasNative = true } = {}): VendorApi {
  const json = (body: unknown, status = 200): ApiReply => ({
    status,
    type: TYPE,
    body: `${JSON.stringify(body, null, 2)}\n`,
  })
  const errors = (status: number, tag: string, words: string): ApiReply =>
    json(
      {
        'ietf-restconf:errors': { error: [{ 'error-type': 'application', 'error-tag': tag, 'error-message': words }] },
      },
      status,
    )
  const found = (path: string, search: string): ApiReply | undefined => {
    if (path === NATIVE && hasNative) return { status: 200, type: TYPE, body: content.config }
    if (path === '/restconf/data' && search === 'content=config')
      return { status: 200, type: TYPE, body: content.config }
    if (path === '/restconf') return json({ 'ietf-restconf:restconf': { data: {}, operations: {} } })
    if (path === `${NATIVE}/hostname`) return json({ 'Cisco-IOS-XE-native:hostname': content.hostname })
    return path === HARDWARE ? json(hardware) : undefined
  }
  return {
    isLogin: ({ path }) => path === '/restconf',
    refusal: (status, words) => errors(status, status === 403 ? 'access-denied' : 'operation-failed', words),
    envelope: (words) => errors(200, 'operation-failed', words),
    answer: (question) => {
      if (!isBasic(question, content)) return errors(401, 'access-denied', 'Unauthorized')
      if (question.headers.accept !== TYPE) return errors(406, 'invalid-value', 'Not Acceptable')
      if (question.method !== 'GET') return errors(405, 'operation-not-supported', 'Method Not Allowed')
      return found(question.path, question.query.toString()) ?? errors(404, 'invalid-value', 'uri keypath not found')
    },
  }
}

const hardware = {
  'Cisco-IOS-XE-device-hardware-oper:device-hardware': {
    'device-inventory': [
      {
        'hw-type': 'hw-type-chassis',
        'hw-dev-index': 0,
        version: 'V02',
        'part-number': 'C9300-24T',
        'serial-number': 'FCW0000L0AA',
        'hw-description': 'c93xx Stack',
      },
      { 'hw-type': 'hw-type-module', 'hw-dev-index': 1, 'part-number': 'C9300-NM-8X', 'serial-number': 'FOC00000000' },
    ],
    'device-system-data': {
      'current-time': '2026-01-02T03:04:05+00:00',
      'software-version':
        'Cisco IOS Software [Amsterdam], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.3.4, RELEASE SOFTWARE (fc3)',
    },
  },
}
