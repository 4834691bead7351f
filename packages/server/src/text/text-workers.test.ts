import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTextWorkers } from './text-workers.ts'

const device = { platform: 'cisco_ios', deviceId: '2f0f5a3e-8f6c-4d7a-9a57-1c8b6f2f7a10', key: Buffer.alloc(32, 7) }
const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex')

describe('text workers', () => {
  it('redact bytes exactly, and hash them with and without volatile lines', async () => {
    await using workers = createTextWorkers({ size: 2 })
    const raw = Buffer.from('ntp clock-period 17\r\nbanner \xff\x00\nenable password Tr1cky!pass\n', 'latin1')
    const answer = await workers.redact({ ...device, bytes: raw })
    const text = answer.bytes.toString('latin1')
    expect(text).toMatch(/^ntp clock-period 17\r\nbanner \xff\0\nenable password <secret:password:[0-9a-f]{8}>\n$/)
    expect(answer).toMatchObject({ secrets: 1, secretValues: ['Tr1cky!pass'], flags: [], sha256: sha256(text) })
    expect(answer.contentHash).toBe(sha256(text.slice(text.indexOf('\n') + 1)))
    expect(raw.length, 'the raw bytes stay with the caller').toBe(59)
  })

  it('hide a learned secret with letters outside ASCII', async () => {
    await using workers = createTextWorkers({ size: 1 })
    const { bytes } = await workers.redact({
      ...device,
      bytes: Buffer.from('! said grüßgott1\n'),
      learned: ['grüßgott1'],
    })
    expect(bytes.toString()).toMatch(/^! said <secret:other:[0-9a-f]{8}>\n$/)
  })

  it('compare two texts', async () => {
    await using workers = createTextWorkers({ size: 1 })
    expect(await workers.diff(Buffer.from('a\nü\n'), Buffer.from('a\nö\n'), { before: 'r1', after: 'r1' })).toEqual({
      added: 1,
      removed: 1,
      unified: '--- r1\n+++ r1\n@@ -1,2 +1,2 @@\n a\n-ü\n+ö\n',
    })
  })

  it('do more tasks than they have threads', async () => {
    await using workers = createTextWorkers({ size: 2 })
    const inputs = Array.from({ length: 20 }, (_, at) => Buffer.from(`enable password pass-word-${at}\n`))
    const answers = await Promise.all(inputs.map((bytes) => workers.redact({ ...device, bytes })))
    expect(answers.map((answer) => answer.secretValues)).toEqual(inputs.map((_, at) => [`pass-word-${at}`]))
  })

  it('refuse a text over the byte budget', async () => {
    await using workers = createTextWorkers({ size: 1, maxBytes: 3 })
    const failure = { code: 'REDACTION_FAILED', message: expect.stringContaining('budget') }
    await expect(workers.redact({ ...device, bytes: Buffer.from('1234') })).rejects.toMatchObject(failure)
    await expect(workers.diff(Buffer.from('12'), Buffer.from('34'))).rejects.toMatchObject({ code: 'DIFF_FAILED' })
  })

  it('fail a task that throws, without its text, and go on', async () => {
    await using workers = createTextWorkers({ size: 1 })
    const wrong = workers.redact({ ...device, deviceId: 'no-uuid', bytes: Buffer.from('enable password hush-hush\n') })
    await expect(wrong).rejects.toMatchObject({
      code: 'REDACTION_FAILED',
      message: expect.not.stringContaining('hush'),
    })
    expect((await workers.redact({ ...device, bytes: Buffer.from('!\n') })).secrets).toBe(0)
  })

  it('take no task after they were closed', async () => {
    const workers = createTextWorkers({ size: 1 })
    await workers.close()
    await expect(workers.redact({ ...device, bytes: Buffer.from('!\n') })).rejects.toMatchObject({
      code: 'REDACTION_FAILED',
    })
  })
})

describe('a thread that fails', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netraven-text-'))
    const program = `
      const { parentPort } = require('node:worker_threads')
      parentPort.on('message', (task) => {
        const word = Buffer.from(task.bytes).toString()
        if (word === 'hang') for (;;);
        if (word === 'exit') process.exit(3)
        if (word === 'fill') { const all = []; for (;;) all.push(new Array(1e5).fill(Math.random())) }
        parentPort.postMessage({ bytes: task.bytes, flags: [word] })
      })`
    await writeFile(join(folder, 'thread.cjs'), program)
  })
  afterAll(async () => rm(folder, { recursive: true }))

  it.each([
    ['hang', /longer than 500 ms/],
    ['exit', /thread was lost/],
    ['fill', /ERR_WORKER|Error/],
  ])('by %s fails its task only and is replaced', async (word, reason) => {
    const thread = pathToFileURL(join(folder, 'thread.cjs'))
    await using workers = createTextWorkers({ size: 1, maxMs: word === 'hang' ? 500 : 30_000, maxMemoryMb: 24, thread })
    const [lost, fine] = await Promise.allSettled(
      [word, 'work'].map((text) => workers.redact({ ...device, bytes: Buffer.from(text) })),
    )
    expect(lost).toMatchObject({
      status: 'rejected',
      reason: { code: 'REDACTION_FAILED', message: expect.stringMatching(reason) },
    })
    expect(fine).toMatchObject({ status: 'fulfilled', value: { flags: ['work'] } })
  })

  it('is told to the tasks that wait when the workers close', async () => {
    const thread = pathToFileURL(join(folder, 'thread.cjs'))
    const workers = createTextWorkers({ size: 1, thread })
    const tasks = ['hang', 'work'].map((text) => workers.redact({ ...device, bytes: Buffer.from(text) }))
    const settled = Promise.allSettled(tasks)
    await workers.close()
    expect((await settled).map((each) => each.status)).toEqual(['rejected', 'rejected'])
  })
})
