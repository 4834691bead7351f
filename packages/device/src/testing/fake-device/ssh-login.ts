import ssh2, { type AuthContext, type KeyboardAuthContext, type PublicKeyAuthContext } from 'ssh2'
import { findFault, type Fault } from './fault.ts'
import type { FakeAuthMethod, FakeQuestion } from './options.ts'
import type { Oracle } from './oracle.ts'

export interface LoginParts {
  readonly oracle: Oracle
  readonly faults: () => readonly Fault[]
  /** Any one of these lets in. */
  readonly auth: readonly FakeAuthMethod[]
  /** Where given, all of these are wanted, in this order. */
  readonly factors: readonly FakeAuthMethod[]
  readonly username: string
  readonly password: string
  /** The public half in OpenSSH's form. */
  readonly publicKey: string | undefined
  /** Asked after the password, one a round. */
  readonly secondFactor: readonly FakeQuestion[]
  /** The user's name in what is typed at login. */
  readonly userOf: (login: string) => string
}

/** Lets one client in, or not. */
export function createLoginDesk(parts: LoginParts): (ctx: AuthContext) => void {
  const passed: FakeAuthMethod[] = []
  const missing = () => parts.factors.filter((factor) => !passed.includes(factor))
  const offered = (): readonly FakeAuthMethod[] => {
    if (findFault(parts.faults(), 'endless-questions')) return ['keyboard-interactive']
    return parts.factors.length > 0 ? missing().slice(0, 1) : parts.auth
  }
  const decide = (ctx: AuthContext, isRight: boolean): void => {
    if (!isRight || findFault(parts.faults(), 'refuse-password')) return ctx.reject([...offered()])
    if (findFault(parts.faults(), 'partial-success')) return ctx.reject(['hostbased' as never], true)
    passed.push(ctx.method as FakeAuthMethod)
    if (missing().length > 0) ctx.reject([...offered()], true)
    else ctx.accept()
  }
  const isUser = ({ username }: AuthContext): boolean => parts.userOf(username) === parts.username

  return (ctx) => {
    parts.oracle.authAttempts++
    if (findFault(parts.faults(), 'stall')?.at === 'auth') return
    const isOffered = offered().includes(ctx.method as FakeAuthMethod)
    if (!isOffered) ctx.reject([...offered()])
    else if (ctx.method === 'none') ctx.accept()
    else if (ctx.method === 'password') {
      parts.oracle.passwords++
      decide(ctx, isUser(ctx) && ctx.password === parts.password)
    } else if (ctx.method === 'publickey') checkKey(parts, ctx, decide)
    else if (ctx.method === 'keyboard-interactive')
      interview(parts, ctx, (isRight) => decide(ctx, isRight && isUser(ctx)))
    else ctx.reject([...offered()])
  }
}

/** Without a signature the client only asks whether the key would do. */
function checkKey(
  { publicKey, oracle }: LoginParts,
  ctx: PublicKeyAuthContext,
  decide: (ctx: AuthContext, isRight: boolean) => void,
): void {
  const known = ssh2.utils.parseKey(publicKey ?? '')
  const isKnown = !(known instanceof Error) && known.getPublicSSH().equals(ctx.key.data)
  if (!isKnown) return decide(ctx, false)
  if (!ctx.signature || !ctx.blob) return ctx.accept()
  oracle.signatures.push(ctx.hashAlgo ?? ctx.key.algo)
  decide(ctx, known.verify(ctx.blob, ctx.signature, ctx.hashAlgo) === true)
}

/** Asks for the password, then what else is to be asked. */
function interview(parts: LoginParts, ctx: KeyboardAuthContext, decide: (isRight: boolean) => void): void {
  const first: FakeQuestion = { prompt: 'Password: ', answer: parts.password }
  const ask = ([question = first, ...more]: readonly FakeQuestion[], isRight: boolean): void => {
    const { prompt, echo = false, answer } = question
    ctx.prompt([{ prompt, echo }], (answers) => {
      if (question === first) parts.oracle.passwords++
      if (findFault(parts.faults(), 'endless-questions')) return ask([first], true)
      const isRightSoFar = isRight && answers[0] === answer
      if (more.length > 0) ask(more, isRightSoFar)
      else decide(isRightSoFar)
    })
  }
  ask([first, ...parts.secondFactor], true)
}
