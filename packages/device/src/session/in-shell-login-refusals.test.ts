import { describe, expect, it } from 'vitest'
import { DEFAULT_BUDGETS } from '../budgets.ts'
import { logIn, secret, stopClocks, HANGUP, type Said, type Script } from './testing/scripted-login.ts'

stopClocks()

describe('a refusal', () => {
  const upTo = (...answer: readonly Said[]): Script => ({
    greeting: ['login: '],
    answers: [['\r\nPassword: '], answer, ['\r\nsw1#'], ['\r\nsw1#']],
  })

  it.each([
    ['the question again', upTo('\r\n\r\nlogin: ')],
    ['words and the question', upTo('\r\nLogin incorrect\r\nlogin: ')],
    ['words alone', upTo('\r\n% Authentication failed\r\n')],
    ['words of another vendor', upTo('\r\nAccess denied\r\n')],
    ['more words', upTo('\r\n% Login invalid\r\n\r\n')],
    ['the end', upTo('\r\n', HANGUP)],
    ['the end after a while', upTo('\r\n', { afterMs: 5000, text: HANGUP })],
    ['the question for the password again', upTo('\r\nPassword: ')],
  ])('is %s: auth, and the password is typed once', async (_name, script) => {
    expect(await logIn(script)).toMatchObject({
      typed: ['backup\n', `${secret}\n`],
      error: { kind: 'auth', details: { phase: 'auth' } },
    })
  })

  it('in the words of the platform counts where nothing was asked', async () => {
    const platform = { inShell: { denied: /^Login incorrect/ } }
    expect(await logIn({ platform, greeting: ['\r\nLogin incorrect\r\n'] })).toMatchObject({
      typed: [],
      error: { kind: 'auth' },
    })
  })

  it('is not what a device tells about earlier logins, or about the law', async () => {
    const text = '\r\n2 failed login attempts since the last login\r\nUnauthorized access denied by law\r\n'
    expect(await logIn(upTo(text, { afterMs: 4500, text: 'sw1#' }))).toMatchObject({ error: undefined, prompt: 'sw1#' })
    const history = '\r\n2 failed login attempts since the last login\r\n'
    expect(await logIn(upTo(history, { afterMs: 15_000, text: 'sw1#' }))).toMatchObject({ prompt: 'sw1#' })
  })

  it.each(['New password: ', 'Enter new password:', 'Retype password: ', 'Old password: ', 'Enable password: '])(
    'follows a wish for another secret: %j',
    async (question) => {
      expect(await logIn(upTo(`\r\n${question}`))).toMatchObject({
        typed: ['backup\n', `${secret}\n`],
        error: { kind: 'auth', message: expect.stringContaining(question.trim()) },
      })
    },
  )

  it('quotes no echo of the password', async () => {
    const { error } = await logIn(upTo(`${secret}\r\nLogin incorrect: backup/${secret}\r\nlogin: `))
    expect(error).toMatchObject({ kind: 'auth', details: { transcriptTail: expect.stringContaining('********') } })
    const wrapped = await logIn(upTo(`${secret.slice(0, 4)}\r\n${secret.slice(4)}\r\nlogin: `))
    expect(wrapped.error?.details).not.toHaveProperty('transcriptTail')
  })
})

describe('a device', () => {
  it.each([
    ['that says nothing', 'timeout', { greeting: [] }],
    ['that says nothing after the user', 'timeout', { greeting: ['login: '] }],
    ['that says nothing after the password', 'timeout', { greeting: ['Password: '], answers: [['\r\n']] }],
    ['that shows text only', 'prompt', { greeting: ['Welcome\r\n'] }],
    ['that asks what nobody knows', 'prompt', { greeting: ['Choose a menu item [1-4]: '] }],
    ['that hangs up', 'closed', { greeting: ['Welcome\r\n', HANGUP] }],
    ['that lets no address in', 'auth', { greeting: ['Access denied\r\n', HANGUP] }],
    ['that asks for a user and gets none', 'auth', { greeting: ['login: '], credential: undefined as never }],
    [
      'that asks for a password where there is a key',
      'auth',
      { greeting: ['Password: '], credential: { username: 'x' } },
    ],
    ['that asks for the user without end', 'prompt', { greeting: ['login: '], answers: Array(9).fill(['login: ']) }],
    [
      'that never stops talking',
      'prompt',
      { greeting: Array.from({ length: 99 }, (_, at) => ({ afterMs: at * 500, text: '.' })) },
    ],
    ['that floods', 'unsupported', { greeting: ['x\n'.repeat(40_000)] }],
  ] as const)('%s ends as %s', async (_name, kind, script: Script) => {
    const started = Date.now()
    expect((await logIn(script)).error).toMatchObject({ kind, details: { phase: 'auth' } })
    expect(Date.now() - started).toBeLessThanOrEqual(DEFAULT_BUDGETS.authMs + 1000)
  })

  it('whose question is not for the password gets no password', async () => {
    for (const question of ['Passport: ', 'Password policy:', 'Is password recovery enabled? ', 'sw-password>'])
      expect((await logIn({ greeting: [question], answers: Array(9).fill([question]) })).typed.join('')).not.toContain(
        secret,
      )
  })

  it('that is slow behind the user name is not hurried into an empty password', async () => {
    const answers = [['backup', { afterMs: 9000, text: '\r\nPassword: ' }], ['\r\nsw1#']]
    expect(await logIn({ greeting: ['login: '], answers })).toMatchObject({
      typed: ['backup\n', `${secret}\n`],
      error: undefined,
    })
  })

  it('that speaks SSH is named at once', async () => {
    const started = Date.now()
    expect(await logIn({ greeting: ['SSH-2.0-OpenSSH_9.2\r\n'] })).toMatchObject({
      typed: [],
      error: { kind: 'unsupported', message: expect.stringContaining('SSH') },
    })
    expect(Date.now() - started).toBeLessThan(1000)
  })

  it('gets a password of any letters as UTF-8, and none that is more than a line', async () => {
    const named = (password: string) => ({ username: 'backup', password: () => password })
    const script = { greeting: ['Password: '], answers: [['\r\nsw1#']] }
    const { typed } = await logIn({ ...script, credential: named('pässw€rd') })
    expect(Buffer.from(typed.join(''), 'latin1').toString('utf8')).toBe('pässw€rd\n')
    expect(await logIn({ ...script, credential: named('one\nreload') })).toMatchObject({
      typed: [],
      error: { kind: 'auth', message: expect.not.stringContaining('reload') },
    })
  })

  it('never sees a password that could not be read', async () => {
    const sealed = { username: 'backup', password: () => Promise.reject(new Error('sealed')) }
    expect(await logIn({ greeting: ['Password: '], credential: sealed })).toMatchObject({
      typed: [],
      error: { kind: 'auth', cause: expect.any(Error) },
    })
  })
})
