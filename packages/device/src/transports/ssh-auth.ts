import type { AnyAuthMethod, AuthHandlerMiddleware } from 'ssh2'
import { DeviceError } from '../errors.ts'
import type { Credential } from './credential.ts'
import type { Lifeline } from './lifeline.ts'
import { openAgent } from './ssh-agent.ts'
import { readPrivateKey, signingBySha512 } from './ssh-keys.ts'
import { createAnswers } from './ssh-questions.ts'

interface Login extends Credential {
  readonly loginName: string
  readonly login: 'ssh' | 'in-shell'
}

type Method = 'none' | 'publickey' | 'publickey by SHA-512' | 'agent' | 'password' | 'keyboard-interactive'

/** What the credential can do, in order. With a second factor the questions come first: they may ask for the password too. */
function methodsOf({ login, privateKey, agent, password, answer }: Login): Method[] {
  const methods: Method[] = []
  if (login === 'in-shell') methods.push('none')
  if (privateKey) methods.push('publickey')
  if (agent) methods.push('agent')
  if (answer) methods.push('keyboard-interactive')
  if (password) methods.push('password')
  if (password && !answer) methods.push('keyboard-interactive')
  return methods
}

/** As the device names it. */
const onWire = (method: Method): string => (method === 'agent' || method.startsWith('publickey') ? 'publickey' : method)

/** An explicit authentication order for ssh2: each thing once, by whichever method the device takes. The lifeline hears why
 *  nothing worked; `gate` must resolve before any credential is sent. */
export function createAuthHandler(
  login: Login,
  { lifeline, gate }: { readonly lifeline: Lifeline; readonly gate: () => Promise<void> },
): AuthHandlerMiddleware {
  const untried = methodsOf(login)
  let last: Method | undefined
  let passwordsSent = 0

  const readPassword = async (): Promise<string | undefined> => {
    const password = await login.password?.()
    if (password !== undefined) passwordsSent++
    return password
  }
  /** ssh2 takes a key that it has read itself. It signs RSA by SHA-256 and nothing else, also where a device that names both
   *  takes SHA-512 only: that is tried next. */
  const readKey = async (type: Method): Promise<never> => {
    const [text = '', passphrase] = await Promise.all([login.privateKey?.(), login.passphrase?.()])
    const key = readPrivateKey(text, passphrase)
    if (type === 'publickey' && key.type === 'ssh-rsa') untried.unshift('publickey by SHA-512')
    return (type === 'publickey' ? key : signingBySha512(key)) as never
  }
  const attempt = async (type: Method): Promise<AnyAuthMethod> => {
    await gate()
    const username = login.loginName
    if (type === 'none') return { type, username }
    if (type === 'agent') return { type, username, agent: await openAgent(login.agent ?? '', lifeline) }
    if (type === 'password') return { type, username, password: (await readPassword()) ?? '' }
    if (type === 'publickey' || type === 'publickey by SHA-512')
      return { type: 'publickey', username, key: await readKey(type) }
    const password = await readPassword()
    return { type, username, prompt: createAnswers({ password, answer: login.answer }, lifeline.fail) }
  }

  return (methodsLeft, partialSuccess, next) => {
    // ssh2 passes null at the first call, whatever its types say.
    const left: readonly string[] | null = methodsLeft
    const wasPassword = last === 'password' || last === 'keyboard-interactive'
    if (wasPassword && passwordsSent > 0 && !partialSuccess && left?.includes(onWire(last as Method)))
      drop(untried, 'password', 'keyboard-interactive') // refused once: never the same again
    const method = untried.find((name) => !left || left.includes(onWire(name)))
    if (!method) return lifeline.fail(refused(login.username, left ?? [], partialSuccess))
    drop(untried, method)
    last = method
    attempt(method).then(next, (cause: unknown) => {
      const unread = () => new DeviceError('auth', 'the credential could not be read', { phase: 'auth' }, { cause })
      lifeline.fail(cause instanceof DeviceError ? cause : unread())
    })
  }
}

function refused(username: string, left: readonly string[], isPartial: boolean): DeviceError {
  const methods = left.join(', ')
  const why = isPartial
    ? `the device accepted a part and wants more (${methods})`
    : `the device refused the credential of "${username}"${methods && `; it takes ${methods}`}`
  const hint = isPartial ? 'give the credential the rest too' : 'check user name and password'
  return new DeviceError('auth', why, { phase: 'auth', hint })
}

function drop(methods: Method[], ...gone: readonly Method[]): void {
  for (const method of gone) {
    const at = methods.indexOf(method)
    if (at >= 0) methods.splice(at, 1)
  }
}
