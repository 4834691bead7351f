import { describe, expect, it } from 'vitest'
import { logIn, secret, stopClocks } from './testing/scripted-login.ts'

stopClocks()

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
    ['Please Enter Login Name: ', 'Please Enter Password: '],
    ['User-Name:', "Password for user 'backup':"],
    ['(sw1) \r\nUser:', 'UserPassword:'],
    ['\x1b[?25h\x1b[24;1HUsername: \x1b[?25h\x1b[24;11H\x1b[24;11H', '\x1b[24;1HPassword: \x1b[24;11H'],
  ])('%j and %j are answered', async (user, password) => {
    const answers = [[`backup\r\n${password}`], ['\r\nsw1>']]
    expect(await logIn({ greeting: [`\r\nWelcome to login: and password:\r\n\r\n${user}`], answers })).toMatchObject({
      typed: ['backup\n', `${secret}\n`],
      error: undefined,
      prompt: 'sw1>',
    })
  })

  it('are answered the same when every byte comes by itself', async () => {
    const greeting = '\r\nUser Access Verification\r\n\r\nUsername: '.split('')
    const answers = ['backup\r\nPassword: '.split(''), '\r\n\r\nsw1>'.split('')]
    expect(await logIn({ greeting, answers })).toMatchObject({
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
    const platform = {
      loginAnswers: [
        { asks: /\[y\/n\]\? $/, type: 'y' },
        { asks: /^Go on: $/, type: '' },
      ],
      usernameSuffix: '+ct',
    }
    const answers = [
      ['\r\nGo on: '],
      ['\r\nlogin: '],
      ['\r\nPassword: '],
      ['\r\nSeen the notice [y/n]? '],
      ['\r\nsw1>'],
    ]
    expect(await logIn({ platform, greeting: ['Accept [y/n]? '], answers })).toMatchObject({
      typed: ['y\n', '\n', 'backup+ct\n', `${secret}\n`, 'y\n'],
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
