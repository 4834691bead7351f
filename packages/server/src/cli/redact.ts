import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { isPlatformId, redact } from '@netraven/config-text'
import { Command } from 'commander'
import { z } from 'zod'
import { examples } from './commands/option.ts'
import type { Surroundings } from './surroundings.ts'

/** What the command uses of its surroundings. */
type RedactSurroundings = Pick<Surroundings, 'stdin' | 'stdout' | 'stderr' | 'exitWith'>

interface RedactFlags {
  readonly platform: string
  readonly jsonl?: boolean
}

/** `netraven redact`: takes the secrets out of texts on standard input. Needs no data folder and no network. */
export function redactCommand(around: RedactSurroundings): Command {
  return new Command('redact')
    .description('replace the secrets of a configuration on standard input by tokens')
    .option('--platform <id>', 'platform id, such as cisco_ios', 'unknown')
    .option('--jsonl', 'read JSON lines {"id","platform","text"} and write {"id","text"} for each')
    .addHelpText('after', examples('redact --platform juniper_junos < router.conf', 'redact --jsonl < texts.jsonl'))
    .action((flags: RedactFlags) => (flags.jsonl ? redactRecords(around) : redactInput(flags.platform, around)))
}

async function redactInput(platform: string, around: RedactSurroundings): Promise<void> {
  if (!isPlatformId(platform)) around.stderr.write('netraven redact: this platform is not known; taken for "unknown"\n')
  const chunks: Buffer[] = []
  for await (const chunk of around.stdin) chunks.push(Buffer.from(chunk as Uint8Array))
  const text = Buffer.concat(chunks).toString('latin1') // one character for each byte: all bytes come out as they went in
  const options = { platform, deviceId: randomUUID(), key: randomBytes(32) }
  try {
    const redacted = redact(text, options)
    for (const flag of redacted.flags) around.stderr.write(`netraven redact: ${flag}\n`)
    await write(around, Buffer.from(redacted.text, 'latin1'))
  } catch {
    around.stderr.write('netraven redact: the text could not be redacted, so nothing of it is printed\n')
    around.exitWith(1)
  }
}

const recordShape = z.object({ id: z.union([z.string(), z.number()]), platform: z.string(), text: z.string() })
type TextRecord = z.infer<typeof recordShape>

async function redactRecords(around: RedactSurroundings): Promise<void> {
  const key = randomBytes(32)
  let number = 0
  let status = 0
  for await (const line of linesOf(around.stdin)) {
    number += 1
    const record = readRecord(line)
    if (!record) {
      around.stderr.write(`netraven redact: line ${number} is not a record {"id","platform","text"}\n`)
      return around.exitWith(2)
    }
    if (!isPlatformId(record.platform)) {
      around.stderr.write(`netraven redact: line ${number}: the platform is not known; taken for "unknown"\n`)
    }
    const answer = answerTo(record, key)
    if ('error' in answer) status = 1
    await write(around, `${JSON.stringify(answer)}\n`)
  }
  around.exitWith(status)
}

function readRecord(line: string): TextRecord | undefined {
  try {
    return recordShape.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

type Answer = Pick<TextRecord, 'id'> &
  ({ readonly text: string } | { readonly error: { readonly code: string; readonly message: string } })

function answerTo({ id, platform, text }: TextRecord, key: Uint8Array): Answer {
  try {
    return { id, text: redact(text, { platform, deviceId: deviceIdOf(String(id)), key }).text }
  } catch {
    return { id, error: { code: 'REDACTION_FAILED', message: 'the text could not be redacted' } }
  }
}

/** A UUID made from the record's id, so that the tokens of one record are like those of one device. */
function deviceIdOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32)
}

/** Lines of a stream, however it is cut; one may be 100 MB long. A last line without an end counts. */
async function* linesOf(stream: AsyncIterable<unknown>): AsyncGenerator<string> {
  let pieces: Buffer[] = []
  for await (const chunk of stream) {
    let rest = Buffer.from(chunk as Uint8Array)
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield Buffer.concat([...pieces, rest.subarray(0, end)]).toString('utf8')
      pieces = []
      rest = rest.subarray(end + 1)
    }
    pieces.push(rest)
  }
  const last = Buffer.concat(pieces).toString('utf8')
  if (last !== '') yield last
}

async function write({ stdout }: RedactSurroundings, output: string | Buffer): Promise<void> {
  if (!stdout.write(output)) await once(stdout, 'drain')
}
