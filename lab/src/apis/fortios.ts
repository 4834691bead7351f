import type { ApiContent, ApiReply, VendorApi } from './vendor-api.ts'

const STATUS = '/api/v2/monitor/system/status'
const BACKUP = '/api/v2/monitor/system/config/backup'

/** Fortinet's REST API; `new` takes the backup by POST only, as 7.6 does. Source: FortiOS REST API reference: "Token-based
 *  authentication", "Response codes", `system/config/backup`, `system/status`. */
export function fortios(content: ApiContent, version: 'old' | 'new' = 'old'): VendorApi {
  const refusal = (status: number, words: string): ApiReply => failure(status, status, words)
  return {
    isLogin: ({ path }) => path === STATUS,
    refusal,
    envelope: (words) => failure(200, 500, words),
    answer: ({ method, path, query, headers, body }) => {
      if (headers.authorization !== `Bearer ${content.token}`) return refusal(401, 'Unauthorized')
      if (path === STATUS && method === 'GET') return statusOf(content)
      if (path !== BACKUP) return refusal(404, 'Not Found')
      const isAllowed = method === (version === 'new' ? 'POST' : 'GET')
      if (!isAllowed) return refusal(405, 'Method Not Allowed')
      const { scope, destination } =
        method === 'POST'
          ? (JSON.parse(body) as { scope?: string; destination?: string })
          : { scope: query.get('scope'), destination: 'file' }
      if (scope !== 'global' || destination !== 'file') return refusal(400, 'Bad Request')
      return { status: 200, type: 'application/octet-stream', body: content.config }
    },
  }
}

const json = (status: number, body: unknown): ApiReply => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(body, null, 2)}\n`,
})

const failure = (status: number, told: number, words: string): ApiReply =>
  json(status, {
    http_method: 'GET',
    status: 'error',
    http_status: told,
    message: words,
    vdom: 'root',
    path: 'system',
    name: 'config',
    version: 'v7.4.4',
    build: 2662,
  })

const statusOf = ({ hostname }: ApiContent): ApiReply =>
  json(200, {
    http_method: 'GET',
    results: {
      model_name: 'FortiGate',
      model_number: '60F',
      model: 'FGT60F',
      hostname,
      log_disk_status: 'not_available',
    },
    vdom: 'root',
    path: 'system',
    name: 'status',
    action: '',
    status: 'success',
    serial: 'FGT60FTK00000001',
    version: 'v7.4.4',
    build: 2662,
  })
