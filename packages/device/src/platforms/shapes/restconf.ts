import type { HttpApi } from '../../platform.ts'

/** RESTCONF with answers as JSON. Source: RFC 8040 sections 3.3 (API resource), 3.6, 5.2 (media types) and 7.1 (error bodies). */
export const restconf: HttpApi = {
  login: { by: 'basic' },
  probe: 'GET /restconf',
  accept: 'application/yang-data+json',
  types: /^application\/(?:yang-data\+)?json\b/,
  answers: [{ status: 200, match: /^\s*\{\s*"(?:ietf-restconf:)?errors"\s*:/, means: 'rejected' }],
  message: /"error-message":\s*"([^"]+)"|"error-tag":\s*"([^"]+)"(?![^]*"error-message")/,
}
