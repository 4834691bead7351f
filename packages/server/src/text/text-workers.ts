import { Worker } from 'node:worker_threads'
import { DiffFailed, RedactionFailed } from './failures.ts'
import type { DiffAnswer, DiffTask, RedactAnswer, RedactTask, TextTask } from './run-task.ts'

export interface TextWorkers extends AsyncDisposable {
  /**
   * Takes the secrets out of a text. Throws RedactionFailed for a text over its byte or time budget, a fault of the
   * redactor and a lost thread; other tasks go on.
   */
  redact(input: RedactInput): Promise<RedactedText>
  /** Compares two redacted texts. Throws DiffFailed. */
  diff(before: Buffer, after: Buffer, names?: DiffTask['names']): Promise<DiffAnswer>
  /** Ends all threads; tasks not done yet fail. */
  close(): Promise<void>
}

export interface RedactInput {
  readonly bytes: Buffer
  readonly platform: string
  readonly deviceId: string
  readonly key: Uint8Array
  readonly learned?: readonly string[]
}

export type RedactedText = Omit<RedactAnswer, 'bytes'> & { readonly bytes: Buffer }

export interface TextWorkersOptions {
  /** Threads; they start when they are needed. */
  readonly size: number
  readonly maxBytes?: number
  readonly maxMs?: number
  /** Old generation of each thread's heap. */
  readonly maxMemoryMb?: number
  /** Program of a thread; another one in tests of lost threads only. */
  readonly thread?: URL
}

interface Job {
  readonly task: TextTask
  readonly done: (answer: unknown) => void
  readonly failed: (reason: string) => void
}

const threadUrl = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url)

/** Worker threads for work on texts, so that a hostile one stops neither the event loop nor the process. */
export function createTextWorkers(options: TextWorkersOptions): TextWorkers {
  const { maxBytes = 256 * 1024 * 1024 } = options
  const pool = createPool(options)
  const run = async <Answer>(task: TextTask, bytes: number, Failure: typeof RedactionFailed | typeof DiffFailed) => {
    if (bytes > maxBytes) throw new Failure(`it has ${bytes} bytes, the budget is ${maxBytes}`)
    return new Promise<Answer>((resolve, reject) => {
      pool.add({ task, done: (answer) => resolve(answer as Answer), failed: (reason) => reject(new Failure(reason)) })
    })
  }
  return {
    async redact({ bytes, platform, deviceId, key, learned = [] }) {
      const task: RedactTask = { kind: 'redact', bytes: new Uint8Array(bytes), platform, deviceId, key, learned }
      const answer = await run<RedactAnswer>(task, bytes.length, RedactionFailed)
      return { ...answer, bytes: Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength) }
    },
    async diff(before, after, names = { before: 'before', after: 'after' }) {
      const task: DiffTask = { kind: 'diff', before: new Uint8Array(before), after: new Uint8Array(after), names }
      return run<DiffAnswer>(task, before.length + after.length, DiffFailed)
    },
    close: pool.close,
    [Symbol.asyncDispose]: pool.close,
  }
}

/** Gives each free thread the oldest waiting job. A thread that fails a job is thrown away. */
function createPool(options: TextWorkersOptions): { add(job: Job): void; close(): Promise<void> } {
  const waiting: Job[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Job>()
  let closed = false

  function next(): void {
    if (waiting.length === 0 || (idle.length === 0 && busy.size >= options.size)) return
    const thread = idle.pop() ?? startThread(options, idle)
    const job = waiting.shift()
    if (job) give(thread, job)
  }

  function give(thread: Worker, job: Job): void {
    busy.set(thread, job)
    const leave = (): void => {
      clearTimeout(timer)
      busy.delete(thread)
      thread.off('message', succeed).off('error', fault).off('exit', lost)
    }
    const succeed = (answer: unknown): void => {
      leave()
      thread.unref()
      idle.push(thread)
      job.done(answer)
      next()
    }
    const fail = (reason: string): void => {
      leave()
      void thread.terminate()
      job.failed(reason)
      next()
    }
    const fault = (error: unknown): void => fail(error instanceof Error ? error.name : 'unknown fault')
    const lost = (): void => fail('its thread was lost')
    const maxMs = options.maxMs ?? 60_000
    const timer = setTimeout(() => fail(`it took longer than ${maxMs} ms`), maxMs)
    thread.on('message', succeed).on('error', fault).on('exit', lost)
    thread.ref()
    thread.postMessage(job.task, transfersOf(job.task))
  }

  return {
    add(job) {
      if (closed) return job.failed('the text workers are closed')
      waiting.push(job)
      next()
    },
    async close() {
      closed = true
      for (const job of waiting.splice(0)) job.failed('the text workers were closed')
      await Promise.all([...idle.splice(0), ...busy.keys()].map((thread) => thread.terminate()))
    },
  }
}

/** Starts a thread that leaves the idle ones when it ends. */
function startThread({ thread: program = threadUrl, maxMemoryMb = 1024 }: TextWorkersOptions, idle: Worker[]): Worker {
  const thread = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb } })
  thread.on('error', () => {}) // told to the job by its own listener; without a job nobody waits for it
  thread.once('exit', () => {
    if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1)
  })
  return thread
}

function transfersOf(task: TextTask): ArrayBuffer[] {
  const sent = task.kind === 'redact' ? [task.bytes] : [task.before, task.after]
  return sent.map((bytes) => bytes.buffer as ArrayBuffer)
}
