import type { HttpApi, OverHttp } from '../../platform.ts'

/** One command of a command line as JSON-RPC; `first` raises privileges. */
const runCommands = (first: string): string =>
  `POST /command-api {"jsonrpc":"2.0","method":"runCmds","params":{"version":1,"cmds":[${first},"{command}"],"format":"{format}"},"id":"netraven"}`

const api: HttpApi = {
  login: { by: 'basic' },
  probe: 'show hostname',
  accept: 'application/json',
  types: /^application\/json(-rpc)?\b/,
  command: {
    request: runCommands('"enable"'),
    requestWithSecret: runCommands('{"cmd":"enable","input":"{secret}"}'),
    output: { text: ['result', -1, 'output'], json: ['result', -1] },
    errors: [
      ['error', 'data', -1, 'errors', 0],
      ['error', 'message'],
    ],
  },
  answers: [{ status: 200, match: /"message":\s*"CLI command 1 of 2 'enable' failed/, means: 'auth' }],
  message: /^([^<{\n]+)|"message":\s*"([^"]+)"/,
}

/** Arista's Command API runs the commands of the command line: artifacts, proof and facts are those of the platform.
 *  Source: "Command API overview" and "Command API request and response" of the EOS user guide. */
export const aristaEapi: OverHttp = { api }
