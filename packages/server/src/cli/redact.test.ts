import { PassThrough, Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { redactCommand } from './redact.ts'

const token = /<secret:[a-z-]+:[0-9a-f]{8}>/

async function run(input: string | Buffer, ...args: string[]) {
  const bytes: Buffer[] = []
  let status = 0
  let told = ''
  const around = {
    stdin: Readable.from(cut(Buffer.from(input))),
    stdout: new Writable({ highWaterMark: 8, write: (chunk: Buffer, _encoding, done) => (bytes.push(chunk), done()) }),
    stderr: new Writable({ write: (chunk: Buffer, _encoding, done) => ((told += chunk.toString()), done()) }),
    exitWith: (code: number) => void (status = code),
  }
  await redactCommand(around).parseAsync(args, { from: 'user' })
  const output = Buffer.concat(bytes)
  return {
    output,
    status,
    told,
    answers: () =>
      output
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
  }
}

/** Chunks that end in the middle of lines and characters. */
function cut(bytes: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7))
}

const record = (id: unknown, text: unknown, platform: unknown = 'cisco_ios') => JSON.stringify({ id, platform, text })

describe('netraven redact', () => {
  it('redacts one text and leaves every other byte', async () => {
    const input = Buffer.from('hostname r\xff\r\nenable password tr1cky-one\r\n', 'latin1')
    const { output, status, told } = await run(input, '--platform', 'cisco_ios')
    expect(output.toString('latin1').replace(token, 'tr1cky-one')).toBe(input.toString('latin1'))
    expect(output.toString('latin1')).not.toContain('tr1cky')
    expect({ status, told }).toEqual({ status: 0, told: '' })
  })

  it('says when a text can never be restored, and that a platform is not known', async () => {
    const { told } = await run('# 2026-01-02 03:04:05 by RouterOS 7.16\n', '--platform', 'mikrotik_routeros')
    expect(told).toContain('NOT_RESTORABLE')
    expect((await run('x\n', '--platform', 'nothing_os')).told).toContain('not known')
  })
})

describe('netraven redact --jsonl', () => {
  it('answers each record in order', async () => {
    const lines = [record('a', 'enable password tr1cky-one\nend\n'), record(7, 'grüße\n', 'unknown'), record('c', '')]
    const { answers, status, told } = await run(lines.join('\n'), '--jsonl')
    expect(answers()).toEqual([
      { id: 'a', text: expect.stringMatching(/^enable password <secret:password:[0-9a-f]{8}>\nend\n$/) },
      { id: 7, text: 'grüße\n' },
      { id: 'c', text: '' },
    ])
    expect({ status, told }).toEqual({ status: 0, told: '' })
  })

  it('gives two records with the same secret different tokens', async () => {
    const text = 'enable password tr1cky-one'
    const [first, second] = (await run(`${record('a', text)}\n${record('b', text)}\n`, '--jsonl')).answers()
    expect(first.text).not.toBe(second.text)
  })

  it('warns about a platform that is not known, with the number of the line', async () => {
    const { told, status, answers } = await run(`${record('a', 'x')}\n${record('b', 'y', 'hush_os')}\n`, '--jsonl')
    expect(told).toMatch(/line 2/)
    expect(told).not.toContain('hush')
    expect(status).toBe(0)
    expect(answers()).toHaveLength(2)
  })

  it.each(['not json hush', '{"id":"a","text":"hush"}', '[]', '', record('a', 5)])(
    'stops with status 2 at the line %j, and does not show it',
    async (line) => {
      const { status, told, answers } = await run(`${record('a', 'x')}\n${line}\n${record('b', 'y')}\n`, '--jsonl')
      expect(status).toBe(2)
      expect(told).toMatch(/line 2/)
      expect(told).not.toContain('hush')
      expect(answers()).toHaveLength(1)
    },
  )

  it('answers a record as soon as it is there', async () => {
    const stdin = new PassThrough()
    const stdout = new PassThrough()
    const running = redactCommand({ stdin, stdout, stderr: new PassThrough(), exitWith: () => {} }).parseAsync(
      ['--jsonl'],
      {
        from: 'user',
      },
    )
    stdin.write(`${record('a', 'x')}\n`)
    const [first] = (await stdout.take(1).toArray()) as Buffer[]
    expect(String(first)).toContain('"id":"a"')
    stdin.end()
    await running
  })
})
