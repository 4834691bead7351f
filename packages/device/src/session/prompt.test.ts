import { describe, expect, it } from 'vitest'
import { withoutEcho } from './echo.ts'
import { findPagerMark } from './pager.ts'
import { learnPrompt, looksLikePrompt } from './prompt.ts'
import { findRefusal } from './refusal.ts'
import { ciscoIos } from '../platforms/cisco/ios.ts'

const shape = { ends: ['#', '>'], modes: [/\([\w-]+\)/] }

describe('a learnt prompt', () => {
  const prompt = learnPrompt('core-sw1>', shape)

  it.each(['core-sw1>', 'core-sw1#', 'core-sw1(config)#', 'core-sw1(config-if)>'])('is %s', (line) => {
    expect(prompt.matches(line)).toBe(true)
  })

  it.each(['core-sw1> ', ' core-sw1>', 'core-sw2>', 'core-sw1>x', 'core-sw1$', 'see core-sw1>', 'core-sw1(a)(b)#', ''])(
    'is not %j',
    (line) => {
      expect(prompt.matches(line)).toBe(false)
    },
  )

  it('keeps its trailing blank', () => {
    expect(learnPrompt('admin@x> ', shape).matches('admin@x>')).toBe(false)
    expect(learnPrompt('admin@x> ', shape).matches('admin@x# ')).toBe(true)
  })

  it('is weak when it is short: text may look the same', () => {
    expect([learnPrompt('> ', shape).isWeak, learnPrompt('ab#', shape).isWeak, prompt.isWeak]).toEqual([
      true,
      true,
      false,
    ])
    expect(learnPrompt('>', shape).matches('#')).toBe(false)
  })

  it('is at most 200 characters long', () => {
    expect(looksLikePrompt('r1# ', shape)).toBe(true)
    expect(looksLikePrompt(`${'x'.repeat(300)}#`, shape)).toBe(false)
    expect(looksLikePrompt('   ', shape)).toBe(false)
  })
})

describe('a pager mark', () => {
  it.each([
    [' --More-- ', 0, ' '],
    ['--More--', 0, ' '],
    ['<--- More --->', 0, ' '],
    ['-- MORE --', 0, ' '],
    ['---(more)---', 0, ' '],
    ['---(more 42%)---', 0, ' '],
    ['  --more (12%)--', 0, ' '],
    ['super password level system view--More--', 32, ' '],
    ['lines 1-23', 0, ' '],
    ['lines 24-46/60 (END)', 0, 'q'],
    ['(END)', 0, 'q'],
    ['Press any key to continue (Q to quit)', 0, ' '],
  ])('is %j', (line, column, key) => {
    expect(findPagerMark(line, [])).toEqual({ column, key })
  })

  it.each(['', 'description more or less', '! press', ' --More-- is what a pager prints', 'no lines 1-23 here'])(
    'is not %j',
    (line) => {
      expect(findPagerMark(line, [])).toBeUndefined()
    },
  )

  it('may be one of the platform', () => {
    expect(findPagerMark('Quit: q or Q', [{ mark: /Quit: q or Q$/, key: 'x' }])).toEqual({ column: 0, key: 'x' })
  })
})

describe('an echo', () => {
  const command = 'show running-config'

  it.each([
    ['whole', [command, 'a']],
    ['after the prompt', [`r1#${command}`, 'a']],
    ['wrapped', ['show runn', 'ing-config', 'a']],
    ['after a blank line', ['', command, 'a']],
    ['after a prompt of its own', ['r1#', command, 'a']],
    ['absent', ['a']],
  ])('that is %s is dropped', (_name, lines) => {
    expect(withoutEcho(`${lines.join('\n')}\n`, command, 'r1#')).toBe('a\n')
  })

  it('is no more than the command', () => {
    expect(withoutEcho('show\na\n', command, 'r1#')).toBe('show\na\n')
    expect(withoutEcho(`a\n${command}\n`, command, 'r1#')).toBe(`a\n${command}\n`)
    expect(withoutEcho('a\n', '', 'r1#')).toBe('a\n')
  })
})

describe('a refusal', () => {
  const refusal = "% Invalid input detected at '^' marker."

  it('stands in the first lines of a short answer', () => {
    expect(findRefusal(`    ^\n${refusal}\n\n`, ciscoIos)).toBe(refusal)
  })

  it('is text anywhere else', () => {
    expect(findRefusal(`${'!\n'.repeat(5)}${refusal}\n`, ciscoIos)).toBeUndefined()
    expect(findRefusal(`${refusal}\n${'!\n'.repeat(10)}`, ciscoIos)).toBeUndefined()
  })
})
