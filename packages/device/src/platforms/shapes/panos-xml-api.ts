import type { HttpApi, OverHttp } from '../../platform.ts'

/** The root of an answer that is no configuration, up to what follows. */
const response = (rest: string): RegExp =>
  new RegExp(String.raw`^\s*(?:<\?xml[^>]*>\s*)?<response\b[^>]*\b${rest}`, 'i')

const running = /<status>(?:ACT|PEND)<\/status>/
const failed = /<result>FAIL<\/result>/
const techSupport = (action: string): string =>
  `POST /api/ type=export&category=tech-support&action=${action}&job-id={id}`

/** Everything goes by POST, and the key in a header: neither password nor key stands in a URL.
 *  Source: PAN-OS and Panorama API guide: "Get your API key", "Authenticate your API requests", "Export files", "PAN-OS XML API
 *  error codes", "Asynchronous and synchronous requests". */
const api: HttpApi = {
  login: {
    by: 'request',
    request: 'POST /api/ type=keygen&user={user}&password={password}',
    gives: { body: /<key>([^<]+)<\/key>/ },
    header: 'x-pan-key',
  },
  accept: '*/*',
  types: /^(?:application|text)\/(?!html)/,
  command: { request: 'POST /api/ type=op&cmd={command}', words: 'xml' },
  answers: [
    { match: response(String.raw`code\s*=\s*["']22["']`), means: 'expired' },
    {
      match: response(
        String.raw`code\s*=\s*["']403["'][^]{0,200}(?:invalid (?:credential|api ?key)|api ?key (?:is )?(?:invalid|expired))`,
      ),
      means: 'expired',
    },
    { status: 200, match: response(String.raw`status\s*=\s*["'](?:error|unauth)["']`), means: 'rejected' },
  ],
  message: /<line>(?:<!\[CDATA\[)?([^<\]]+)|<msg>([^<]+)/,
  jobs: [
    {
      of: /\btype=export\b/,
      announced: response(String.raw`status\s*=\s*["']success["'][^]{0,400}<job>(\d{1,12})<`),
      poll: techSupport('status'),
      running,
      failed,
      fetch: techSupport('get'),
    },
    {
      of: /\btype=(?:op|commit)\b/,
      announced: response(String.raw`code\s*=\s*["']19["'][^]{0,400}<job>(\d{1,12})<`),
      poll: `POST /api/ type=op&cmd=${encodeURIComponent('<show><jobs><id>')}{id}${encodeURIComponent('</id></jobs></show>')}`,
      running,
      failed,
    },
  ],
}

/** The XML API of PAN-OS: the exported configuration is one XML document, whose closed root proves it. */
export const panosXmlApi: OverHttp = {
  api,
  artifacts: { 'running-config': [['POST /api/ type=export&category=configuration'], ['show config running']] },
  complete: { structure: 'xml', starts: /<config\b/ },
  facts: [
    {
      command: 'show system info',
      hostname: /<hostname>([^<]+)</,
      serial: /<serial>([^<]+)</,
      model: /<model>([^<]+)</,
      version: /<sw-version>([^<]+)</,
    },
  ],
}
