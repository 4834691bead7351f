import type { ApiContent, ApiQuestion, ApiReply, VendorApi } from './vendor-api.ts'

export interface PanosMood {
  /** Polls until a job is done. Default: 2. */
  readonly polls?: number
  /** A key is good for so many questions; the next keygen gives another one. */
  readonly keyLasts?: number
  /** Keys are not refused with 403 but with the code of a session that timed out. */
  readonly timesOut?: boolean
  readonly jobFails?: boolean
}

const xml = (status: number, body: string): ApiReply => ({ status, type: 'application/xml; charset=UTF-8', body })
const success = (result: string): ApiReply =>
  xml(200, `<response status="success"><result>${result}</result></response>`)
const error = (code: number, words: string, status = 200): ApiReply =>
  xml(status, `<response status="error" code="${code}"><msg><line>${words}</line></msg></response>`)

/** Palo Alto's XML API. Source: PAN-OS and Panorama API guide: "Get your API key", "Export files", "Run operational mode commands",
 *  "PAN-OS XML API error codes", "Asynchronous and synchronous requests". */
export function panos(content: ApiContent, mood: PanosMood = {}): VendorApi {
  const jobs = createJobs(mood)
  let keys = 0
  let used = 0
  const key = (): string => `${content.token}${keys}`
  const isKey = (given: string | string[] | undefined): boolean => {
    used += 1
    return keys > 0 && given === key() && used <= (mood.keyLasts ?? Infinity)
  }
  const keygen = (form: URLSearchParams): ApiReply => {
    if (form.get('user') !== content.username || form.get('password') !== content.password)
      return xml(
        403,
        `<response status = 'error' code = '403'><result><msg>Invalid Credential</msg></result></response>`,
      )
    keys += 1
    used = 0
    return success(`<key>${key()}</key>`)
  }
  return {
    isLogin: (question) => formOf(question).get('type') === 'keygen',
    refusal: (status, words) => error(status, words, status),
    envelope: (words) => error(403, words),
    answer: (question) => {
      const form = formOf(question)
      if (question.path !== '/api/' && question.path !== '/api') return xml(404, '')
      if (form.get('type') === 'keygen') return keygen(form)
      if (!isKey(question.headers['x-pan-key']))
        return mood.timesOut
          ? error(22, 'Session timed out')
          : xml(
              403,
              `<response status = 'error' code = '403'><result><msg>Invalid credentials.</msg></result></response>`,
            )
      if (form.get('type') === 'export') return exported(form, content, jobs)
      if (form.get('type') === 'op') return operate(form.get('cmd') ?? '', content, jobs)
      return error(400, 'Bad request')
    },
  }
}

const formOf = ({ query, body }: ApiQuestion): URLSearchParams =>
  new URLSearchParams([...query, ...new URLSearchParams(body)])

function exported(form: URLSearchParams, content: ApiContent, jobs: Jobs): ApiReply {
  if (form.get('category') === 'configuration')
    return { status: 200, type: 'application/octet-stream', body: content.config }
  if (form.get('category') !== 'tech-support') return error(400, 'Unsupported category')
  const id = form.get('job-id') ?? ''
  if (form.get('action') === 'status') return success(jobs.poll(id))
  if (form.get('action') === 'get')
    return jobs.isDone(id)
      ? { status: 200, type: 'application/octet-stream', body: 'tech support of the device\n' }
      : error(400, 'the job is not done')
  return success(`<msg><line>Exec job enqueued with jobid ${jobs.start()}</line></msg><job>${jobs.newest()}</job>`)
}

function operate(command: string, content: ApiContent, jobs: Jobs): ApiReply {
  if (command === '<show><system><info></info></system></show>')
    return success(
      `<system><hostname>${content.hostname}</hostname><ip-address>192.0.2.1</ip-address><model>PA-3220</model>` +
        '<serial>016401000001</serial><sw-version>10.2.9-h1</sw-version></system>',
    )
  if (command === '<request><content><upgrade><check></check></upgrade></content></request>')
    return xml(
      200,
      `<response status="success" code="19"><result><msg><line>job enqueued with jobid ${jobs.start()}</line></msg><job>${jobs.newest()}</job></result></response>`,
    )
  const job = /^<show><jobs><id>(\d+)<\/id><\/jobs><\/show>$/.exec(command)?.[1]
  if (job !== undefined) return success(jobs.poll(job))
  return error(17, `${command.replaceAll('<', '&lt;')} is not a valid command`)
}

type Jobs = ReturnType<typeof createJobs>

function createJobs({ polls = 2, jobFails }: PanosMood) {
  const left = new Map<string, number>()
  const newest = (): string => String(left.size)
  return {
    newest,
    start: (): string => {
      left.set(String(left.size + 1), polls)
      return newest()
    },
    isDone: (id: string): boolean => (left.get(id) ?? 1) <= 0,
    poll: (id: string): string => {
      const polled = left.get(id) ?? 0
      left.set(id, polled - 1)
      const isDone = polled - 1 <= 0
      const result = jobFails ? 'FAIL' : 'OK'
      return `<job><id>${id}</id><status>${isDone ? 'FIN' : 'ACT'}</status><result>${isDone ? result : 'PEND'}</result><progress>${isDone ? 100 : 30}</progress></job>`
    },
  }
}
