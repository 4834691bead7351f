import type { Prompt } from 'ssh2'
import { DeviceError } from '../errors.ts'
import type { Question } from './credential.ts'

export interface Answers {
  readonly password: string | undefined
  /** Undefined: no answer to this one. */
  readonly answer: ((question: Question) => string | undefined | Promise<string | undefined>) | undefined
}

/** The rounds of questions a device may ask; a further one wants something that nobody has. */
const MAX_ROUNDS = 2
const ASKS_PASSWORD = /pass(word|code|phrase)[^\n]*:?\s*$/i
const ASKS_ANOTHER = /\b(new|change|expired|retype|again|token|otp|code\b(?<!passcode))/i
/** Nobody is asked these: a backup never changes a password. */
const ASKS_CHANGE = /\b(new (?:\w+ )?password|change|expired|retype)/i

/** Answers keyboard-interactive: the password where it is asked for, the rest by the callback, and nothing else.
 *  `fail` hears of a question without an answer, with its text. */
export function createAnswers({ password, answer }: Answers, fail: (error: DeviceError) => void) {
  let round = 0
  const answerTo = async ({ prompt, echo = false }: Prompt, instructions: string): Promise<string> => {
    const words = `${instructions} ${prompt}`
    const isPassword = !echo && ASKS_PASSWORD.test(prompt.trim()) && !ASKS_ANOTHER.test(words)
    if (isPassword && password !== undefined) return password
    const said = ASKS_CHANGE.test(words) ? undefined : await answer?.({ prompt, instructions, echo, round })
    if (said === undefined) throw unanswered(prompt.trim(), !!answer)
    return said
  }
  const answerAll = async (prompts: readonly Prompt[], instructions: string): Promise<string[]> => {
    if (++round > MAX_ROUNDS) throw unanswered(prompts[0]?.prompt.trim() ?? '', false)
    const answers: string[] = []
    for (const prompt of prompts) answers.push(await answerTo(prompt, instructions)) // a person is asked one thing at a time
    return answers
  }
  return (
    _name: string,
    instructions: string,
    _language: string,
    prompts: readonly Prompt[],
    reply: (answers: string[]) => void,
  ): void => {
    answerAll(prompts, instructions).then(reply, (cause: unknown) => {
      const unread = () =>
        new DeviceError('auth', 'a question of the device got no answer', { phase: 'auth' }, { cause })
      fail(cause instanceof DeviceError ? cause : unread())
    })
  }
}

const unanswered = (question: string, isAsked: boolean): DeviceError =>
  new DeviceError('auth', `the device asks "${question}", which is not a password question`, {
    phase: 'auth',
    hint: isAsked ? 'the second factor had no answer to it' : 'log in by hand once; a second factor needs a callback',
  })
