import { describe, expect, it } from 'vitest'
import { hostname, isHostname, suggestHostname } from './hostname.ts'

const hostile = [
  '',
  '.',
  '..',
  '../x',
  'a/b',
  'a\\b',
  '.git',
  'x.git',
  'x.GIT',
  'x.lock',
  'a..b',
  'end.',
  '-rf',
  '_x',
  'con',
  'NUL.txt',
  'com1',
  'LPT9.cfg',
  'a b',
  'a\0b',
  'a\nb',
  'ünïcode',
  `a${'b'.repeat(253)}`,
  '.git/config',
  '~root',
  '$(id)',
  'x.lock.git',
  'a:b',
]

describe('the name rule', () => {
  it.each([
    'core-sw1',
    'R1',
    '10.0.0.1',
    'a',
    'edge_1.example.net',
    `a${'b'.repeat(252)}`,
    'console',
    'gitlab',
    'x.github',
  ])('takes %j', (name) => expect(isHostname(name)).toBe(true))

  it.each(hostile)('refuses %j', (name) => expect(isHostname(name)).toBe(false))

  it.each(hostile)('suggests a name that obeys the rule for %j', (name) => {
    expect(isHostname(suggestHostname(name))).toBe(true)
  })

  it('suggests what a person would type', () => {
    expect(suggestHostname('core sw 1!')).toBe('core-sw-1')
    expect(suggestHostname('Zürich.lock')).toBe('Zurich')
    expect(suggestHostname('con')).toBe('device-con')
  })

  it('says the suggestion in the fault', () => {
    expect(hostname.safeParse('core sw').error?.issues[0]?.message).toContain('Try "core-sw"')
  })
})
