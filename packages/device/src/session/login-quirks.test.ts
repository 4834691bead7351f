import { describe, expect, it } from 'vitest'
import { answering, openScripted, scriptedShell, testPlatform, type Says } from '../testing/scripted-shell.ts'

const prompt = 'edge1# '
const plain = answering(prompt, { 'show run': 'a\r\n' })

describe('a question at login', () => {
  /** A device that asks before it shows its prompt. */
  const asking = (): { readonly answers: string[]; readonly says: Says } => {
    const answers: string[] = []
    return {
      answers,
      says: (typed) => {
        if (answers.length > 0) return plain(typed)
        answers.push(typed)
        return `\r\n\r\n${prompt}`
      },
    }
  }

  it.each([
    ['Press any key to continue', '\n'],
    ['Press RETURN to get started.', '\n'],
    ['(Press a to accept): ', 'a\n'],
    ["Press 'a' to accept: ", 'a\n'],
    ['Do you want to change the password now? [Y/N]:', 'n\n'],
    ['The password needs to be changed. Change now? (y/n) ', 'n\n'],
    ['Do you want to see the software license? [Y/n]: ', 'n\n'],
    ['Do you accept these terms? (yes/no) ', 'yes\n'],
    ['I agree to the rules above [y/n]: ', 'y\n'],
    ['--More--', ' '],
  ])('%j gets %j', async (question, answer) => {
    const { answers, says } = asking()
    const shell = await openScripted(scriptedShell(`Welcome\r\n${question}`, says))
    expect(answers).toEqual([answer])
    expect(shell.prompt).toBe(prompt)
    expect((await shell.ask('show run')).raw).toBe('a\n')
  })

  it.each(['Enter new password: ', 'Please enter your old password: ', 'New Password: '])(
    '%j gets no password: an administrator changes it',
    async (question) => {
      const device = scriptedShell(`Your password has expired.\r\n${question}`, plain)
      await expect(openScripted(device)).rejects.toMatchObject({
        kind: 'auth',
        message: expect.stringContaining(question.trim()),
      })
      expect(device.typed).toEqual([])
    },
  )

  it('of the platform is seen above a box of text, and answered once', async () => {
    const box = 'Enter Ctrl-Y to begin.\r\n\r\n*****************\r\n*** Switch 4850 ***\r\n*****************\r\n'
    const { answers, says } = asking()
    const own = testPlatform({ loginAnswers: [{ asks: /Enter Ctrl-Y to begin\.$/, type: '\x19' }] })
    const shell = await openScripted(scriptedShell(box, says), own)
    expect(answers).toEqual(['\x19\n'])
    expect(shell.prompt).toBe(prompt)
  })

  it('that is asked again and again is answered a bounded number of times', async () => {
    const device = scriptedShell('Press any key to continue', () => '\r\nPress any key to continue')
    await expect(openScripted(device, testPlatform(), { budgets: { idleMs: 100 } })).rejects.toMatchObject({
      kind: 'prompt',
    })
    expect(device.typed.length).toBeLessThanOrEqual(10)
  })
})

describe('session commands', () => {
  it('that are typed back at login are erased', async () => {
    let line = ''
    const says: Says = (typed) => {
      if (typed === '\x15') line = ''
      if (typed === '\x15') return undefined
      const isBad = `${line}${typed.trimEnd()}` === 'no pager'
      line = isBad ? 'no pager' : ''
      return isBad ? `no pager\r\n% unknown\r\n${prompt}no pager` : plain(typed)
    }
    const device = scriptedShell(`\r\n${prompt}`, says)
    const shell = await openScripted(device, testPlatform({ prepare: ['no pager'] }))
    expect((await shell.ask('show run')).raw).toBe('a\n')
    expect(device.typed.filter((typed) => typed === 'no pager\n')).toHaveLength(1)
  })

  it('that need privileges are typed again once they are raised', async () => {
    let end = '>'
    const says: Says = (typed) => {
      const command = typed.trimEnd()
      if (command === 'enable') end = '#'
      const isRefused = command === 'terminal length 0' && end === '>'
      return `${command}\r\n${isRefused ? '% Invalid input\r\n' : ''}edge1${end} `
    }
    const device = scriptedShell('\r\nedge1> ', says)
    const enable = { command: 'enable', asks: /password:\s*$/i, ready: '#' }
    const shell = await openScripted(device, testPlatform({ prepare: ['terminal length 0'], enable }))
    expect(device.typed).toEqual(['terminal length 0\n', 'enable\n', 'terminal length 0\n'])
    expect(shell.prompt).toBe('edge1# ')
  })
})

describe('privileges', () => {
  const enable = { command: 'enable', asks: /(password|secret)[^\n]*:\s*$/i, ready: '#', denied: /^% Denied/ }
  const platform = testPlatform({ enable })
  /** A device that answers `enable` in its own way. */
  const enabling = (steps: readonly string[]) => {
    const left = [...steps]
    return scriptedShell('\r\nedge1> ', (typed) => {
      const isFirst = left.length === steps.length
      if (isFirst && typed !== 'enable\n') return `${typed.trimEnd()}\r\nedge1> `
      return left.shift() ?? `${typed.trimEnd()}\r\nedge1# `
    })
  }

  it.each([
    ['with a secret', ['enable\r\nPassword: ', '\r\nedge1# ']],
    ['with stars echoed for the secret', ['enable\r\nPassword: ', '************\r\n\redge1# ']],
    ['with an unusual sentence', ['\r\nenter your enable password: ', '\r\nedge1# ']],
    ['without a secret', ['enable\r\n\r\nedge1# ']],
    ['with a new name', ['enable\r\nPassword: ', '\r\nroot@edge1:~# ', '\r\nroot@edge1:~# ']],
  ])('are raised %s', async (_name, steps) => {
    const shell = await openScripted(enabling(steps), platform, { enableSecret: () => 'the-secret' })
    expect(shell.prompt.trimEnd().at(-1)).toBe('#')
  })

  it('may want a user name first, and letters beyond ASCII go out as UTF-8', async () => {
    const device = enabling(['enable\r\nUser Name: ', 'ops\r\nPassword: ', '\r\nedge1# '])
    const own = testPlatform({ enable: { ...enable, asksUser: /User ?name:\s*$/i } })
    const credential = { username: 'ops', password: () => 'other' }
    const shell = await openScripted(device, own, { enableSecret: () => 'gehüim€', credential })
    expect(shell.prompt).toBe('edge1# ')
    expect(device.typed.slice(-3)).toEqual(['enable\n', 'ops\n', 'geh\xc3\xbcim\xe2\x82\xac\n'])
  })

  it('are not asked for with a secret of two lines', async () => {
    const device = enabling(['enable\r\nPassword: '])
    await expect(openScripted(device, platform, { enableSecret: () => 'a\nreload' })).rejects.toMatchObject({
      kind: 'auth',
    })
    expect(device.typed.join('')).not.toContain('reload')
  })

  it('that are denied end as auth; the secret is typed once, and is in no error', async () => {
    const device = enabling(['enable\r\nPassword: ', '\r\nPassword: ', '\r\nPassword: ', '\r\n% Denied\r\nedge1> '])
    const opened = openScripted(device, platform, { enableSecret: () => 'the-secret' })
    await expect(opened).rejects.toMatchObject({ kind: 'auth', details: { phase: 'enable' } })
    await expect(opened.catch((error: unknown) => JSON.stringify(error))).resolves.not.toContain('the-secret')
    expect(device.typed.filter((typed) => typed.includes('the-secret'))).toHaveLength(1)
  })

  it.each([
    ['does not know the command', 'enable\r\n% Unknown command\r\nedge1> '],
    ['does nothing for it', 'enable\r\nedge1> '],
  ])('are as they are where a device %s', async (_name, answer) => {
    const shell = await openScripted(enabling([answer]), platform, { enableSecret: () => 'the-secret' })
    expect(shell.prompt).toBe('edge1> ')
  })

  it('are not asked for where the prompt has them', async () => {
    const device = scriptedShell(`\r\n${prompt}`, plain)
    await openScripted(device, platform)
    expect(device.typed).not.toContain('enable\n')
  })
})

describe('leaving', () => {
  it.each([
    ['Configuration modified, save? [y] y/n ', 'n\n'],
    ['Do you want to save your changes? (y/N) ', 'n\n'],
    ['Would you like to save the running configuration [y/n]?', 'n\n'],
    ['Do you want to log out [y/n]?', 'y\n'],
  ])('answers %j with %j', async (question, answer) => {
    const device = scriptedShell(`\r\n${prompt}`, (typed) =>
      typed === 'exit\n' ? `exit\r\n${question}` : plain(typed),
    )
    await (await openScripted(device)).leave()
    expect(device.typed.slice(-2)).toEqual(['exit\n', answer])
  })

  it('is not held up by a device that goes on talking', async () => {
    let isLeaving = false
    const device = scriptedShell(`\r\n${prompt}`, (typed) => {
      isLeaving ||= typed === 'exit\n'
      return isLeaving ? Array.from({ length: 50 }, () => '.') : plain(typed)
    })
    const started = Date.now()
    await (await openScripted(device)).leave()
    expect(Date.now() - started).toBeLessThan(5000)
  })
})

it('being at home means that a blank line brings the prompt of the beginning', async () => {
  let now = prompt
  const says: Says = (typed) => {
    if (typed === 'configure\n') now = 'edge1(config)# '
    return `${typed.trimEnd()}\r\n${now}`
  }
  const shape = { ends: ['#'], modes: [/\(config\)/] }
  const shell = await openScripted(scriptedShell(`\r\n${prompt}`, says), testPlatform({ prompt: shape }))
  expect(await shell.isAtHome(500)).toBe(true)
  await shell.ask('configure')
  expect(await shell.isAtHome(500)).toBe(false)
})
