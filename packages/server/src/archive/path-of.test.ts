import { describe, expect, it } from 'vitest'
import { layouts, pathOf } from './path-of.ts'

const controls = Array.from({ length: 33 }, (_, code) => `a${String.fromCharCode(code)}b`)
const devices = ['con', 'PRN', 'Aux', 'nul', 'COM1', 'com9', 'lpt1', 'LPT9', 'con.txt', 'NUL.example.net']
const traversals = [
  '..',
  '.',
  '../x',
  '../../etc/passwd',
  '/etc/passwd',
  'a/../b',
  'a/..',
  './a',
  'a/b',
  'a//b',
  '..\\x',
  'a\\b',
  'C:\\x',
  'C:',
  '\\\\server\\share',
  'a..b',
  '...',
  '..a',
  'a..',
  '%2e%2e%2f',
  '..%2fx',
  '\u2025',
  '\u2024\u2024',
  '\uff0e\uff0e\uff0f',
  'a\u2215b',
  'a\u2044b',
  '~',
  '~root',
  '~/x',
  'file:///etc/passwd',
]
const gits = [
  '.git',
  '.git/config',
  '.GIT',
  '.Git',
  'GIT~1',
  'git~1',
  '.git ',
  '.git.',
  '.g\u200cit',
  '.gi\u200bt',
  'x.git',
  'x.GIT',
  'x.lock',
  'HEAD.lock',
  '.gitmodules',
  '.gitattributes',
  '.ssh',
  '.git\\config',
  '.git::$INDEX_ALLOCATION',
  'refs/heads/main',
]
const injections = [
  '',
  ' ',
  'a b',
  'a\nD b',
  'a\r\nM 100644 inline x',
  '"a"',
  "'a'",
  '"\\057etc"',
  'a"',
  '-rf',
  '--upload-pack=x',
  '-',
  '_',
  '_abc',
  '$(id)',
  '`id`',
  'a;id',
  'a|id',
  'a&id',
  'a>b',
  'a<b',
  'a*',
  'a?',
  'a[b]',
  'a:b',
  'a@{1}',
  '@',
  'a^',
  'a!',
  '#a',
  'a,b',
  'a=b',
  'a\0b',
  'a\u2028b',
  'ä',
  'сore',
  '\u202ea',
  '\ud800',
  '😀',
  'a'.repeat(254),
  'a'.repeat(100_000),
  'a.',
  'x..git',
  '\u00a0',
  'a\u0085',
]
const hostile = [...controls, ...devices, ...traversals, ...gits, ...injections]

describe('path in the archive', () => {
  it.each([
    ['by-host', 'core-sw1', 'running-config', 'core-sw1/running-config.txt'],
    ['by-host', 'core-sw1', 'startup-config', 'core-sw1/startup-config.txt'],
    ['by-host', 'R1.example.net', 'facts', 'R1.example.net/facts.json'],
    ['sharded', 'core-sw1', 'running-config', 'be/core-sw1/running-config.txt'],
  ] as const)('of layout %s, %s, %s is %s', (layout, hostname, artifact, path) => {
    expect(pathOf(layout, hostname, artifact)).toBe(path)
  })

  it('is tried with more than 100 different hostile names', () => {
    expect(new Set(hostile).size).toBeGreaterThan(100)
  })

  it.each(hostile)('keeps the hostile hostname %j in a folder named by its hash', (hostname) => {
    expect(pathOf('by-host', hostname, 'running-config')).toMatch(/^_[0-9a-f]{32}\/running-config\.txt$/)
    expect(pathOf('sharded', hostname, 'running-config')).toMatch(/^[0-9a-f]{2}\/_[0-9a-f]{32}\/running-config\.txt$/)
  })

  it.each([...hostile, 'UPPER', 'a.b', 'a_b'])(
    'keeps the hostile artifact %j in a file named by its hash',
    (artifact) => {
      const named = /^[a-z0-9][a-z0-9-]{0,63}$/.test(artifact) ? artifact : '_[0-9a-f]{32}'
      expect(pathOf('by-host', 'core', artifact)).toMatch(new RegExp(`^core/${named}\\.txt$`))
    },
  )

  it('keeps two hostile names apart', () => {
    const paths = hostile.flatMap((name) => layouts.map((layout) => pathOf(layout, name, 'facts')))
    expect(new Set(paths).size).toBe(new Set(hostile).size * layouts.length)
  })
})
