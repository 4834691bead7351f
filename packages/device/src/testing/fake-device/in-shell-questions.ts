import type { FakeCli } from './cli.ts'
import { findFault, type Fault } from './fault.ts'
import type { Keyboard } from './keyboard.ts'
import type { FakeQuestions } from './options.ts'
import type { Oracle } from './oracle.ts'
import type { Wire } from './wire.ts'

export interface QuestionParts {
  readonly cli: FakeCli
  readonly oracle: Oracle
  readonly faults: () => readonly Fault[]
  readonly username: string
  readonly password: string
  readonly questions: Partial<FakeQuestions> | undefined
}

const CISCO: FakeQuestions = {
  banner:
    '\nAuthorised access only. Disconnect if you have no password:\nasking is logged.\n\nUser Access Verification\n\n',
  user: 'Username: ',
  password: 'Password: ',
  denied: '% Login invalid\n\n',
}
const TRIES = 3

/** Asks in the shell who is there. The user's name; undefined where the device hangs up after too many tries. */
export async function askWho(parts: QuestionParts, keyboard: Keyboard, wire: Wire): Promise<string | undefined> {
  const questions = { ...CISCO, ...parts.questions }
  const say = (text: string): Promise<void> => wire.write(text.replaceAll('\n', '\r\n'))
  await say(flood(parts.faults()) + questions.banner)
  for (let tries = 0; tries < TRIES; tries++) {
    const user = await answerTo(questions.user, true)
    const password = await answerTo(questions.password, findFault(parts.faults(), 'echoes-password') !== undefined)
    if (password !== undefined) parts.oracle.passwords++
    if (password !== undefined || user !== undefined) parts.oracle.authAttempts++
    if (findFault(parts.faults(), 'stall')?.at === 'auth') await wire.closed
    if (isRight(parts, user, password)) return user ?? parts.username
    await say(questions.denied)
  }
  return undefined

  async function answerTo(question: string | null, isEchoed: boolean): Promise<string | undefined> {
    if (question === null) return undefined
    await say(question)
    const line = await keyboard.line(async (shown) => (isEchoed ? wire.write(shown) : undefined))
    await say('\n')
    return line
  }
}

function isRight({ faults, cli, ...right }: QuestionParts, user?: string, password?: string): boolean {
  if (findFault(faults(), 'refuse-password') || findFault(faults(), 'endless-questions')) return false
  const isUser = user === undefined || (cli.userOf?.(user) ?? user) === right.username
  return isUser && (password === undefined || password === right.password)
}

function flood(faults: readonly Fault[]): string {
  const huge = findFault(faults, 'huge-banner')
  const line = `${'Welcome. '.repeat(8)}\n`
  return huge?.where === 'greeting' ? line.repeat(Math.ceil(huge.bytes / line.length)) : ''
}
