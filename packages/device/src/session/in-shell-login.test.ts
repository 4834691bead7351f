import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DEFAULT_BUDGETS } from '../budgets.ts'
import type { DeviceError } from '../errors.ts'
import { definePlatform, type PlatformDefinition } from '../platform.ts'
import type { Credential } from '../transports/ssh-auth.ts'
import type { ByteChannel } from '../transports/transport.ts'
import { logInShell } from './in-shell-login.ts'
import { createTerminal } from './terminal.ts'

const test: PlatformDefinition = {
  id: 'test_os',
  title: 'Test OS',
  family: 'test',
  tier: 2,
  prompt: { ends: ['#', '>'] },
  rejects: [],
  artifacts: {},
  complete: {},
  source: 'this test',
}
const secret = 'pa55-w0rd#'
const credential: Credential = { username: 'backup', password: () => secret }

/** What a device says, and when: after so many ms, or when something is typed. `HANGUP` ends it. */
type Said = string | { readonly afterMs: number; readonly text: string }
const HANGUP = '\0hang up'

interface Script {
  readonly greeting: readonly Said[]
  /** What the device says to each line that is typed, in order; nothing after the last. */
  readonly answers?: readonly (readonly Said[])[]
  readonly platform?: Partial<PlatformDefinition>
  readonly credential?: Credential
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

/** Time passes only while the reader waits. */
function scripted({ greeting, answers = [] }: Script) {
  const typed: string[] = []
  const due: { at: number; text: string }[] = []
  const say = (said: readonly Said[] = []) => {
    for (const one of said)
      due.push(
        typeof one === 'string' ? { at: Date.now(), text: one } : { at: Date.now() + one.afterMs, text: one.text },
      )
  }
  say(greeting)
  const read: ByteChannel['read'] = async (withinMs) => {
    const next = due[0]
    if (!next || next.at > Date.now() + withinMs) {
      vi.setSystemTime(Date.now() + withinMs)
      return 'silence'
    }
    vi.setSystemTime(Math.max(Date.now(), next.at))
    due.shift()
    return next.text === HANGUP ? 'end' : Buffer.from(next.text, 'latin1')
  }
  const write = (text: string) => {
    say(answers[typed.length])
    typed.push(text)
  }
  const channel: ByteChannel = { read, write, close: () => undefined }
  return { typed, channel }
}

/** Logs in; gives what was typed, where it ended, and the error there was. */
async function logIn(script: Script) {
  const { typed, channel } = scripted(script)
  const terminal = createTerminal()
  const failures: DeviceError[] = []
  const line = {
    channel,
    terminal,
    platform: definePlatform({ ...test, ...script.platform }),
    budgets: DEFAULT_BUDGETS,
    fail: (error: DeviceError) => void failures.push(error),
  }
  const parts = { line, credential: 'credential' in script ? script.credential : credential, isCertain: true }
  const error = await logInShell({ ...parts, quietMs: () => 40 }).then(
    () => undefined,
    (reason: DeviceError) => reason,
  )
  expect(failures).toEqual(error ? [error] : [])
  expect(JSON.stringify([error?.message, error?.details])).not.toContain(secret)
  return { typed, error, prompt: terminal.current, above: terminal.takeText() }
}

describe('questions', () => {
  it.each([
    ['login: ', 'Password: '],
    ['Username:', 'Password:'],
    ['User Name: ', 'Password: '],
    ['user: ', 'password: '],
    ['sw1 login: ', 'Password: '],
    ['\x1b[2J\x1b[1;1HLogin name : ', 'Enter password: '],
    ['account: ', 'Password for backup: '],
    ['Login as: ', "backup@192.0.2.1's password: "],
    ['Username [admin]: ', 'Pass word: '],
    ['>>User name:', '>>User password:'],
    ['Enter Username: ', 'Please input password : '],
    ['Account Name:', 'PassCode:'],
    ['user name (1-32 chars): ', 'Password (hidden): '],
    ['login? ', 'password? '],
  ])('%j and %j are answered', async (user, password) => {
    const answers = [[`backup\r\n${password}`], ['\r\nsw1>']]
    expect(await logIn({ greeting: [`\r\nWelcome to login: and password:\r\n\r\n${user}`], answers })).toMatchObject({
      typed: ['backup\n', `${secret}\n`],
      error: undefined,
      prompt: 'sw1>',
    })
  })

  it('for the password alone are answered by it alone', async () => {
    const greeting = ['\r\nUser Access Verification\r\n\r\nPassword: ']
    expect(await logIn({ greeting, answers: [['\r\nsw1>']] })).toMatchObject({
      typed: [`${secret}\n`],
      prompt: 'sw1>',
      error: undefined,
    })
  })

  it('that never come are not waited for, once a prompt stands alone', async () => {
    expect(await logIn({ greeting: ['\r\nsw1>'] })).toMatchObject({ typed: [], prompt: 'sw1>', error: undefined })
  })

  it('that come late behind a line like a prompt are answered still', async () => {
    const greeting = ['#########', { afterMs: 900, text: '\r\nlogin: ' }]
    const answers = [['\r\nPassword: '], ['\r\nsw1>']]
    expect(await logIn({ greeting, answers })).toMatchObject({ typed: ['backup\n', `${secret}\n`], error: undefined })
  })

  it('are words of the platform where it has its own', async () => {
    const platform = { inShell: { asksUser: /^Kennung$/, asksPassword: /^Kennwort$/, denied: /^Nein$/ } }
    const greeting = ['Kennung']
    expect(await logIn({ platform, greeting, answers: [['\r\nKennwort'], ['\r\nsw1>']] })).toMatchObject({
      typed: ['backup\n', `${secret}\n`],
      error: undefined,
    })
    expect(await logIn({ platform, greeting, answers: [['\r\nKennwort'], ['\r\nNein\r\n']] })).toMatchObject({
      error: { kind: 'auth' },
    })
  })

  it('that most devices mean alike are answered, and a pager in the banner is turned', async () => {
    const greeting = ['Warning\r\n--More--']
    const answers = [
      ['\r        \rDo you accept? [y/n]'],
      ['\r\nlogin: '],
      ['\r\nPassword: '],
      ['\r\nChange the password? [Y/N]: '],
      ['\r\nsw1>'],
    ]
    expect(await logIn({ greeting, answers })).toMatchObject({
      typed: [' ', 'y\n', 'backup\n', `${secret}\n`, 'n\n'],
      error: undefined,
    })
  })

  it('of the platform are answered before, between and behind the login', async () => {
    const platform = { loginAnswers: [{ asks: /\[y\/n\]\? $/, type: 'y' }], usernameSuffix: '+ct' }
    const answers = [['\r\nlogin: '], ['\r\nPassword: '], ['\r\nSeen the notice [y/n]? '], ['\r\nsw1>']]
    expect(await logIn({ platform, greeting: ['Accept [y/n]? '], answers })).toMatchObject({
      typed: ['y\n', 'backup+ct\n', `${secret}\n`, 'y\n'],
      prompt: 'sw1>',
      error: undefined,
    })
  })

  it('are answered once only when nothing follows', async () => {
    const greeting = ['Password:', { afterMs: 90, text: ' ask the operator.\r\n' }, { afterMs: 1500, text: 'login: ' }]
    const answers = [['\r\nPassword: '], ['\r\nsw1>']]
    expect(await logIn({ greeting, answers })).toMatchObject({ typed: ['backup\n', `${secret}\n`], error: undefined })
  })
})

describe('a console', () => {
  it('that shows nothing is woken by a return', async () => {
    const answers = [['\r\nlogin: '], ['\r\nPassword: '], ['\r\nsw1>']]
    expect(await logIn({ greeting: [], answers })).toMatchObject({
      typed: ['\n', 'backup\n', `${secret}\n`],
      error: undefined,
    })
  })

  it.each(['Press RETURN to get started.\r\n\r\n', 'Press any key to continue', 'Hit <Enter> to log in: '])(
    'that says %j gets one at once',
    async (words) => {
      const started = Date.now()
      const { typed, error } = await logIn({ greeting: [words], answers: [['\r\nPassword: '], ['\r\nsw1>']] })
      expect({ typed, error }).toEqual({ typed: ['\n', `${secret}\n`], error: undefined })
      expect(Date.now() - started).toBeLessThan(1000)
    },
  )

  it('that draws its banner again asks for the user again', async () => {
    const answers = [['\r\nWelcome\r\nlogin: '], ['backup\r\nPassword: '], ['\r\nsw1#']]
    expect(await logIn({ greeting: ['Welcome\r\nlogin: '], answers })).toMatchObject({
      typed: ['backup\n', 'backup\n', `${secret}\n`],
      error: undefined,
    })
  })

  it('that echoes the user late, or the password at all, confuses nobody', async () => {
    const answers = [
      [{ afterMs: 700, text: 'backup\r\0\n' }, 'Password: '],
      [secret, { afterMs: 300, text: '\r\n\x07\r\nsw1#' }],
    ]
    expect(await logIn({ greeting: ['login: '], answers })).toMatchObject({
      typed: ['backup\n', `${secret}\n`],
      prompt: 'sw1#',
      above: '',
      error: undefined,
    })
  })

  it('where somebody is logged in needs no login', async () => {
    expect(await logIn({ greeting: [], answers: [['\r\nsw1#']] })).toMatchObject({ typed: ['\n'], error: undefined })
  })
})

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

  it('is not what a device tells about earlier logins', async () => {
    const text = '\r\n2 failed login attempts since the last login\r\nUnauthorized access denied by law\r\nsw1#'
    expect(await logIn(upTo(text))).toMatchObject({ error: undefined, prompt: 'sw1#' })
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

  it('never sees a password that could not be read', async () => {
    const sealed = { username: 'backup', password: () => Promise.reject(new Error('sealed')) }
    expect(await logIn({ greeting: ['Password: '], credential: sealed })).toMatchObject({
      typed: [],
      error: { kind: 'auth', cause: expect.any(Error) },
    })
  })
})
