import type { AnyAuthMethod, AuthHandlerMiddleware, Prompt } from 'ssh2'
import { DeviceError } from '../errors.ts'

/** What opens a device. Secrets are fetched only when the host key has been accepted. */
export interface Credential {
  readonly username: string
  readonly password?: () => string | Promise<string>
  /** A private key in OpenSSH or PEM form. */
  readonly privateKey?: () => string | Promise<string>
  readonly passphrase?: () => string | Promise<string>
}

type Method = 'publickey' | 'password' | 'keyboard-interactive'

/** The rounds of questions a device may ask; a further one wants something else than the password. */
const MAX_ROUNDS = 2
const ASKS_PASSWORD = /pass(word|code|phrase)[^\n]*:?\s*$/i
const ASKS_NEW = /\b(new|change|expired|retype|again|token|otp|code\b(?<!passcode))/i

/** An explicit authentication order for ssh2: the key, then the password once, by whichever method the device takes.
 *  `fail` hears why nothing worked; `gate` must resolve before any credential is sent. */
export function createAuthHandler(
  credential: Credential & { readonly loginName: string },
  fail: (error: DeviceError) => void,
  gate: () => Promise<void>,
): AuthHandlerMiddleware {
  const untried: Method[] = []
  if (credential.privateKey) untried.push('publickey')
  if (credential.password) untried.push('password', 'keyboard-interactive')
  const username = credential.loginName
  let last: Method | undefined

  const attempt = async (method: Method): Promise<AnyAuthMethod> => {
    await gate()
    if (method === 'publickey') {
      const [key = '', passphrase] = await Promise.all([credential.privateKey?.(), credential.passphrase?.()])
      return { type: 'publickey', username, key, ...(passphrase === undefined ? {} : { passphrase }) }
    }
    const password = (await credential.password?.()) ?? ''
    if (method === 'password') return { type: 'password', username, password }
    return { type: 'keyboard-interactive', username, prompt: createAnswers(password, fail) }
  }

  return (methodsLeft, partialSuccess, next) => {
    // ssh2 passes null at the first call, whatever its types say.
    const left: readonly string[] | null = methodsLeft
    if (left && last === 'password' && left.includes('password')) drop(untried, 'keyboard-interactive') // refused once: never the same again
    const method = untried.find((name) => !left || left.includes(name))
    if (!method) {
      fail(refused(credential.username, left ?? [], partialSuccess))
      return
    }
    drop(untried, method)
    last = method
    attempt(method).then(next, (cause: unknown) => {
      fail(
        cause instanceof DeviceError
          ? cause
          : new DeviceError('auth', 'the credential could not be read', { phase: 'auth' }, { cause }),
      )
    })
  }
}

/** Answers the questions that ask for the password; anything else is `auth`, with the question's text. */
function createAnswers(password: string, fail: (error: DeviceError) => void) {
  let rounds = 0
  return (
    _name: string,
    instructions: string,
    _lang: string,
    prompts: readonly Prompt[],
    answer: (answers: string[]) => void,
  ) => {
    rounds += prompts.length > 0 ? 1 : 0
    const strange = prompts.find(
      ({ prompt, echo }) =>
        echo === true || !ASKS_PASSWORD.test(prompt.trim()) || ASKS_NEW.test(`${instructions} ${prompt}`),
    )
    if (!strange && rounds <= MAX_ROUNDS) return answer(prompts.map(() => password))
    const question = strange?.prompt.trim() ?? 'the password once more'
    fail(new DeviceError('auth', `the device asks "${question}", which is not a password question`, { phase: 'auth' }))
  }
}

function refused(username: string, left: readonly string[], isPartial: boolean): DeviceError {
  const why = isPartial
    ? `the device accepted a part and wants more (${left.join(', ')})`
    : `the device refused the credential of "${username}"`
  const offers = left.length > 0 ? `; it takes ${left.join(', ')}` : ''
  return new DeviceError('auth', isPartial ? why : why + offers, {
    phase: 'auth',
    hint: 'check user name and password',
  })
}

const drop = (methods: Method[], method: Method): void => {
  const at = methods.indexOf(method)
  if (at >= 0) methods.splice(at, 1)
}
