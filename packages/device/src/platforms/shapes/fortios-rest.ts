import type { HttpApi, OverHttp } from '../../platform.ts'

const status = 'GET /api/v2/monitor/system/status'

/** A REST API administrator has a token instead of a password. Source: FortiOS REST API reference, "Token-based authentication",
 *  "Response codes"; administration guide, "REST API administrator". */
const api: HttpApi = {
  login: { by: 'token', header: 'authorization', prefix: 'Bearer ' },
  probe: status,
  accept: '*/*',
  types: /^(?:application|text)\/(?!html)/,
  answers: [{ status: 200, match: /^\s*\{[^]*"status":\s*"error"/, means: 'rejected' }],
  message: /"(?:message|error_description|cli_error)":\s*"([^"]+)"/,
}

const backup = '/api/v2/monitor/system/config/backup'

/** The REST API of FortiOS: the same file as a backup by hand. Its last block's `end` and a closed structure prove it.
 *  Source: FortiOS REST API reference, `system/config/backup`: by GET up to 7.4, by POST from 7.6 on, where GET is refused with 405. */
export const fortiosRest: OverHttp = {
  api,
  artifacts: {
    'running-config': [[`GET ${backup}?scope=global`], [`POST ${backup} {"destination":"file","scope":"global"}`]],
  },
  complete: { endMark: /^end$/, structure: 'config-end', starts: /^#config-version=/, minLines: 5 },
  facts: [
    {
      command: status,
      hostname: /"hostname":\s*"([^"]+)"/,
      serial: /"serial":\s*"([^"]+)"/,
      model: /"model":\s*"([^"]+)"/,
      version: /"version":\s*"(v\d[^"]*)"/,
    },
  ],
}
