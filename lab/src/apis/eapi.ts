import { isBasic, type ApiContent, type ApiReply, type VendorApi } from './vendor-api.ts'

interface Command {
  readonly cmd?: string
  readonly input?: string
}

interface Call {
  readonly jsonrpc?: string
  readonly method?: string
  readonly params?: {
    readonly version?: unknown
    readonly cmds?: readonly (string | Command)[]
    readonly format?: string
  }
  readonly id?: unknown
}

/** Arista's Command API. Source: "Command API overview" of EOS: JSON-RPC 2.0 by POST to /command-api, basic authentication,
 *  `data` of an error holds what every command up to the failed one said. */
export function eapi(content: ApiContent): VendorApi {
  const json = (status: number, body: unknown): ApiReply => ({
    status,
    type: 'application/json',
    body: JSON.stringify(body),
  })
  return {
    isLogin: ({ body }) => body.includes('show hostname'),
    refusal: (status, words) => ({ status, type: 'text/plain', body: `${words}\n` }),
    envelope: (words) => json(200, failure('netraven', 1, 1, 'show running-config', words, 1000)),
    answer: (question) => {
      if (question.path !== '/command-api') return { status: 404, type: 'text/html', body: '<h1>Not found</h1>' }
      if (question.method !== 'POST') return { status: 405, type: 'text/html', body: '<h1>Not allowed</h1>' }
      if (!isBasic(question, content))
        return {
          status: 401,
          type: 'text/plain',
          body: 'Unable to authenticate user: Bad username/password combination\n',
          headers: { 'www-authenticate': 'Basic realm="COMMAND_API_AUTH"' },
        }
      return json(200, run(JSON.parse(question.body) as Call, content))
    },
  }
}

function run(call: Call, content: ApiContent): unknown {
  const { id = null, params = {} } = call
  if (call.jsonrpc !== '2.0' || call.method !== 'runCmds')
    return { jsonrpc: '2.0', id, error: { code: -32601, message: `Method not found: ${call.method}` } }
  const commands = (params.cmds ?? []).map((one) => (typeof one === 'string' ? { cmd: one } : one))
  const results: unknown[] = []
  for (const [at, { cmd = '', input }] of commands.entries()) {
    const isEnabled = commands.slice(0, at).some((earlier) => earlier.cmd === 'enable')
    const said = say(cmd, input, isEnabled, content)
    if ('refused' in said) return failure(id, at + 1, commands.length, cmd, said.refused, said.code)
    results.push(params.format === 'text' ? { output: said.text } : said.data)
  }
  return { jsonrpc: '2.0', id, result: results }
}

type Said = { readonly text: string; readonly data: unknown } | { readonly refused: string; readonly code: number }

function say(command: string, input: string | undefined, isEnabled: boolean, content: ApiContent): Said {
  if (command === 'enable') {
    const isRight = content.enableSecret === undefined || input === content.enableSecret
    return isRight ? { text: '', data: {} } : { refused: 'Bad secret', code: 1000 }
  }
  if (command === 'show version') return showVersion
  if (command === 'show hostname')
    return { text: `Hostname: ${content.hostname}\n`, data: { hostname: content.hostname, fqdn: content.hostname } }
  if (command === 'show running-config' && !isEnabled)
    return { refused: 'Invalid input (privileged mode required)', code: 1002 }
  if (command === 'show running-config') return { text: content.config, data: {} }
  return { refused: "Invalid input (at token 1: 'xyz')", code: 1002 }
}

const showVersion: Said = {
  text: [
    'Arista DCS-7050TX-64-R',
    'Hardware version:    01.11',
    'Serial number:       JPE00000001',
    'System MAC address:  0200.0000.0001',
    '',
    'Software image version: 4.28.3M',
    'Architecture:           i686',
    '',
  ].join('\n'),
  data: { modelName: 'DCS-7050TX-64-R', serialNumber: 'JPE00000001', version: '4.28.3M', memTotal: 4_000_000 },
}

function failure(id: unknown, at: number, of: number, command: string, words: string, code: number): unknown {
  const what = code === 1002 ? 'invalid command' : 'could not run command'
  const data = [...Array.from({ length: at - 1 }, () => ({})), { errors: [words] }]
  return {
    jsonrpc: '2.0',
    id,
    error: { code, message: `CLI command ${at} of ${of} '${command}' failed: ${what}`, data },
  }
}
