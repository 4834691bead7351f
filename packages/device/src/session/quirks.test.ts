import { describe, expect, it } from 'vitest'
import { answering, openScripted, scriptedShell, testPlatform, type Says } from '../testing/scripted-shell.ts'

/** Asks one command of a device that speaks in these pieces. */
async function said(pieces: readonly string[] | string, prompt = 'edge1# ', own = {}): Promise<string> {
  const device = scriptedShell(`\r\n${prompt}`, answering(prompt, { 'show run': pieces }))
  const { raw } = await (await openScripted(device, testPlatform(own))).ask('show run')
  return raw
}

describe('prompts', () => {
  it.each([
    ['that is "> " alone', '> '],
    ['with spaces, brackets and a colon', ' [standalone: master] > '],
    ['with # and | in its name', 'lab|core#1# '],
    ['with a carriage return before it', '\redge1# '],
    ['in colours, with a title, in bracketed paste', '\x1b[?2004h\x1b]0;root@a\x07\x1b[1;32mroot@a\x1b[0m:~# '],
    ['after the screen was cleared', '\x1b[H\x1b[Jedge1# '],
    ['drawn anew at its place', '\x1b[24;1Hedge1# \x1b[24;1H\x1b[24;9H\x1b[?25h\x1b[24;9H'],
  ])('%s are learnt', async (_name, prompt) => {
    expect(await said('a # b\r\nc > \r\n', prompt)).toBe('a # b\nc > \n')
  })

  it('that count are the same prompt, whatever their number', async () => {
    let count = 0
    const next = () => `* sw1.${(count += 1)} # `
    const device = scriptedShell(`\r\n${next()}`, (typed) => [typed.trimEnd(), '\r\nconfigure vlan 1\r\n', next()])
    const varies = [/\.\d+(?= [#>])/, /^\* /]
    const shell = await openScripted(device, testPlatform({ prompt: { ends: ['#', '>'], varies } }))
    expect((await shell.ask('show run')).raw).toBe('configure vlan 1\n')
    expect(await shell.isAtHome(1000)).toBe(true)
  })

  it('may have a line above them, which is no text', async () => {
    const prompt = '\r\n{master:0}\r\nuser@a> '
    const above = /^\{[\w:-]+\}$/
    expect(await said('system {\r\n}\r\n', prompt, { prompt: { ends: ['>'], above } })).toBe('system {\n}\n')
  })

  it('may gain a name in the middle of a session', async () => {
    let name = ''
    const says: Says = (typed) => {
      const answer = typed === 'show run\n' ? 'a\r\n' : ''
      if (typed === 'show run\n') name = 'host1 '
      return `${typed.trimEnd()}\r\n${answer}${name}[standalone: master] > `
    }
    const shell = await openScripted(scriptedShell('[standalone: master] > ', says))
    expect((await shell.ask('show run')).raw).toBe('a\n')
    expect(shell.prompt).toBe('host1 [standalone: master] > ')
    expect((await shell.ask('show version')).raw).toBe('')
  })

  it('stand behind a last line without line end', async () => {
    const says: Says = (typed) =>
      typed === 'show run\n' ? 'show run\r\na\r\nlastroot@a:~# ' : `${typed.trimEnd()}\r\nroot@a:~# `
    const shell = await openScripted(scriptedShell('root@a:~# ', says))
    expect((await shell.ask('show run')).raw).toBe('a\nlast\n')
  })
})

describe('pagers', () => {
  /** A device that pages its answer although it was told not to. */
  const paging = (pages: readonly string[], key = ' '): Says => {
    let left: string[] = []
    return (typed) => {
      if (left.length > 0 && typed === key) return left.shift()
      const answer = typed === 'show run\n' ? pages : ['']
      left = answer.slice(1)
      const isPaged = left.length > 0
      if (isPaged) left[left.length - 1] += 'edge1# '
      return `${typed.trimEnd()}\r\n${answer[0] ?? ''}${isPaged ? '' : 'edge1# '}`
    }
  }
  const blanks = (mark: string) => ' '.repeat(mark.length)
  const backs = (mark: string) => '\b'.repeat(mark.length)

  it.each([
    ['--More--', backs('--More--') + blanks('--More--') + backs('--More--')],
    ['--More-- ', `\r${' '.repeat(9)}\r`],
    ['  ---- More ----', '\x1b[16D                \x1b[16D'],
    ['<--- More --->', '\r              \r'],
    ['---(more 42%)---', '\r\x1b[K'],
    ['-- MORE --, next page: Space, next line: Enter, quit: Control-C', '\r\x1b[2K'],
    ['--More-- or (q)uit', `\r${' '.repeat(18)}\r`],
    ['Press any key to continue (Q to quit)', `\r${' '.repeat(80)}\r`],
    ['\x1b[7mlines 1-23 \x1b[m', '\r\x1b[K'],
    ['\x1b[7mrunning-config 23%\x1b[27m', '\r\x1b[K'],
    [':', '\r\x1b[K'],
    ['More: <space>,  Quit: q or CTRL+Z, One line: <return> ', `\r${' '.repeat(60)}\r`],
  ])('that show %j are answered, and leave no trace', async (mark, eraser) => {
    const device = scriptedShell('\r\nedge1# ', paging([`a\r\nb\r\n${mark}`, `${eraser}c\r\n\r\nd\r\n`]))
    const { raw, doubt } = await (await openScripted(device)).ask('show run')
    expect({ raw, doubt }).toEqual({ raw: 'a\nb\nc\n\nd\n', doubt: undefined })
  })

  it('may stop in the middle of a line', async () => {
    const mark = '--More--'
    const device = scriptedShell(
      '\r\nedge1# ',
      paging([`a\r\ncommand system view${mark}`, `${backs(mark)}${blanks(mark)}${backs(mark)} display\r\n`]),
    )
    expect((await (await openScripted(device)).ask('show run')).raw).toBe('a\ncommand system view display\n')
  })

  it('may stop on the last line before the prompt', async () => {
    const device = scriptedShell('\r\nedge1# ', paging(['a\r\nb\r\n--More--', '\r        \r']))
    expect((await (await openScripted(device)).ask('show run')).raw).toBe('a\nb\n')
  })

  it('that do not erase their mark end it with a line of their own', async () => {
    const device = scriptedShell('\r\nedge1# ', paging(['a\r\n--More--', '\r\nb\r\n']))
    expect((await (await openScripted(device)).ask('show run')).raw).toBe('a\nb\n')
  })

  it('that echo the key leave no echo', async () => {
    const own = { pager: [{ mark: /Display all \d+ items\? \(y\/n\) $/, key: 'y' }] }
    const device = scriptedShell('\r\nedge1# ', paging(['Display all 99 items? (y/n) ', 'y\r\nyes 1\r\nb\r\n'], 'y'))
    expect((await (await openScripted(device, testPlatform(own))).ask('show run')).raw).toBe('yes 1\nb\n')
  })

  it('that a log message talks over are answered, and the text is doubted', async () => {
    const device = scriptedShell(
      '\r\nedge1# ',
      paging(['a\r\n--More--\r\n%LINK-3-UPDOWN: changed state to up\r\n', 'b\r\n']),
    )
    expect(await (await openScripted(device)).ask('show run')).toMatchObject({
      raw: 'a\n%LINK-3-UPDOWN: changed state to up\nb\n',
      doubt: expect.any(String),
    })
  })

  it('that have erased their own mark are asked on', async () => {
    const device = scriptedShell(
      '\r\nedge1# ',
      paging(['a\r\nlines 1-2 ', '\r\x1b[Kb\r\nlines 3-4 \r\x1b[Kc/', 'd\r\n']),
    )
    expect(await (await openScripted(device)).ask('show run')).toMatchObject({
      raw: 'a\nb\nc/d\n',
      doubt: expect.any(String),
    })
  })
})

describe('long lines', () => {
  it('that a screen of 80 columns wraps with blank and backspace are joined', async () => {
    const long = 'x'.repeat(80)
    expect(await said(`${long} \byyy\r\nb\r\n`)).toBe(`${long}yyy\nb\n`)
  })

  it('that the configuration itself continues stay apart', async () => {
    expect(await said('add a=1 \\\r\n    b=2\r\n')).toBe('add a=1 \\\n    b=2\n')
  })

  it('keep blanks at their end', async () => {
    expect(await said('no ip address \r\nprompt hostname context \r\n')).toBe(
      'no ip address \nprompt hostname context \n',
    )
  })
})

describe('echoes', () => {
  const command = 'show running-config | exclude one very long pattern that no narrow screen can take in at once'
  const prompt = 'some-rather-long-hostname# '
  const full = prompt + command
  const opened = async (echo: string) => {
    const says: Says = (typed) =>
      typed === `${command}\n` ? `${echo}${echo && '\r\n'}a\r\n${prompt}` : `${typed.trimEnd()}\r\n${prompt}`
    return openScripted(scriptedShell(prompt, says))
  }

  it.each([
    ['are whole', command],
    ['are absent', ''],
    ['come with the prompt drawn anew', `\r\x1b[K${full}`],
    ['wrap with a line end at 80 columns', `${full.slice(prompt.length, 80)}\r\n${full.slice(80)}`],
    ['wrap with blank and carriage return', `${full.slice(prompt.length, 80)} \r${full.slice(80)}`],
    ['wrap with carriage return alone', `${full.slice(prompt.length, 80)}\r${full.slice(80)}`],
    ['wrap with blank and backspace', `${full.slice(prompt.length, 80)} \b${full.slice(80)}`],
    ['scroll sideways behind a $', `${command.slice(0, 40)}\r${prompt}$${command.slice(20)}`],
    ['come behind a log message', `\r\n*Mar  1 00:00:01: %SYS-5-CONFIG_I: done\r\n${full}`],
  ])('that %s are no text', async (_name, echo) => {
    expect((await (await opened(echo)).ask(command)).raw).toBe('a\n')
  })
})

it('echoes on a narrow screen that draws the rest of a command over its beginning are no text', async () => {
  const says: Says = (typed) =>
    typed === 'show running-config\n' ? 'show running- \rconfig\r\na\r\nedge1# ' : `${typed.trimEnd()}\r\nedge1# `
  const shell = await openScripted(scriptedShell('\r\nedge1# ', says))
  expect((await shell.ask('show running-config')).raw).toBe('a\n')
})

describe('messages of the device', () => {
  it('behind the prompt do not hide it, and the text is doubted', async () => {
    let isTold = false
    const says: Says = (typed) => {
      if (typed !== 'show run\n' || isTold) return `${typed.trimEnd()}\r\nedge1# `
      isTold = true
      return 'show run\r\na\r\nb\r\nedge1# \r\n*Mar  1 00:00:01: %LINK-3-UPDOWN: Interface up\r\n'
    }
    const shell = await openScripted(scriptedShell('\r\nedge1# ', says))
    expect(await shell.ask('show run')).toMatchObject({ raw: 'a\nb\n', doubt: expect.any(String) })
    expect((await shell.ask('show x')).raw).toBe('')
  })
})

describe('a refused command', () => {
  it.each([
    ['whole', 'show bad'],
    ['up to the fault', 'show'],
  ])('that the device types again, %s, is erased and not sent', async (_name, back) => {
    let line = ''
    const says: Says = (typed) => {
      if (typed === '\x15') {
        line = ''
        return undefined // no redraw
      }
      const sent = `${line}${typed.trimEnd()}`
      line = sent === 'show bad' ? back : ''
      if (sent === 'show bad') return `show bad\r\n        ^\r\n% unknown command\r\nedge1# ${back}`
      return `${typed.trimEnd()}\r\n${sent === 'show run' ? 'a\r\n' : ''}edge1# `
    }
    const device = scriptedShell('\r\nedge1# ', says)
    const shell = await openScripted(device)
    expect((await shell.ask('show bad')).refusal).toBe('% unknown command')
    expect((await shell.ask('show run')).raw).toBe('a\n')
    expect(device.typed.filter((typed) => typed.startsWith('show bad'))).toHaveLength(1)
  })

  it('is erased by a device that shows it', async () => {
    const says: Says = (typed) => {
      if (typed === '\x15') return `${'\b'.repeat(8)}${' '.repeat(8)}${'\b'.repeat(8)}`
      if (typed === 'show bad\n') return 'show bad\r\n% unknown command\r\nedge1# show bad'
      return `${typed.trimEnd()}\r\nedge1# `
    }
    const device = scriptedShell('\r\nedge1# ', says)
    const shell = await openScripted(device)
    expect(await shell.ask('show bad')).toMatchObject({ refusal: '% unknown command', raw: '% unknown command\n' })
    expect(device.typed.at(-1)).toBe('\x15')
  })
})
