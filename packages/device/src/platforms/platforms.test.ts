import { describe, expect, it } from 'vitest'
import { PLATFORMS } from '../registry.ts'

/** Session commands that begin like a change of the configuration and change nothing but this session. */
const HARMLESS: ReadonlySet<string> = new Set([
  'disable cli prompting',
  'disable clipaging session',
  'enable config terminal length 0',
  'environment cli-engine type basic',
  'environment complete-on-space false',
  'environment inhibit-alarms print no-more',
  'environment mode batch',
  'environment more false',
  'environment no more',
  'no cli pager session',
  'no cli pagignation',
  'no cli pagination',
  'no cli session paging enable',
  'no cli-paging',
  'no page',
  'no pager',
  'no paging',
  'set cli mode -page OFF',
  'set cli pager off',
  'set cli pagination off',
  'set cli screen-length 0',
  'set cli screen-width 0',
  'set cli terminal width 500',
  'set cli-parameters pager disabled',
  'set clienv rows 0',
  'set complete-on-space false',
  'set length 0',
  'set screen length 0',
  'set screen width 511',
  'set script mode on',
  'set session more off',
  'set terminal length 0',
  'set terminal pager disable',
  'set terminal width 512',
  'system shell session set more off',
  'undo smart',
  'undo terminal monitor',
])
const CHANGES =
  /^(?:(?:un)?set|conf|edit|delete|no|write|copy|save|commit|system|admin|environment|reload|clear|undo|add|modify|create|enable|disable)\b/i

const ids = PLATFORMS.map(({ id }) => id)
const names = PLATFORMS.flatMap(({ id, aliases }) => [id, ...aliases])

describe('the platforms', () => {
  it('have at least 200 names', () => {
    expect(names.length).toBeGreaterThanOrEqual(200)
  })

  it('share no name, whatever the case', () => {
    const seen = names.map((name) => name.toLowerCase())
    expect(seen.filter((name, index) => seen.indexOf(name) !== index)).toEqual([])
  })

  it('have lower-case names that a URL and a CSV can hold', () => {
    expect(names.filter((name) => !/^[a-z\d][a-z\d_-]*$/.test(name))).toEqual([])
  })

  it('say where the configuration command and the session come from', () => {
    const silent = PLATFORMS.filter(({ source }) => !/^configuration: [^;]{3,}; session: .{3,}$/.test(source))
    expect(silent.map(({ id }) => id)).toEqual([])
  })

  it('bring a running configuration home', () => {
    const empty = PLATFORMS.filter(({ artifacts }) => (artifacts['running-config']?.flat().length ?? 0) === 0)
    expect(empty.map(({ id }) => id)).toEqual([])
  })

  it('change nothing by their session commands', () => {
    const suspects = PLATFORMS.flatMap(({ id, prepare }) =>
      prepare
        .filter((command) => CHANGES.test(command) && !HARMLESS.has(command))
        .map((command) => `${id}: ${command}`),
    )
    expect(suspects).toEqual([])
  })

  it('say yes to nothing when they leave: the question may be another one, such as whether to save', () => {
    const agreeing = PLATFORMS.filter(({ leave }) => leave.some((typed) => /^y(?:es)?$/i.test(typed)))
    expect(agreeing.map(({ id }) => id)).toEqual([])
  })

  it('know a privileged prompt when they see one', () => {
    const blind = PLATFORMS.filter(({ enable, prompt }) => enable && !prompt.ends.includes(enable.ready))
    expect(blind.map(({ id }) => id)).toEqual([])
  })

  it('end a prompt with one character', () => {
    const long = PLATFORMS.filter(
      ({ prompt }) => prompt.ends.length === 0 || prompt.ends.some((end) => end.length !== 1),
    )
    expect(long.map(({ id }) => id)).toEqual([])
  })

  it('tell another as their equal only where there is one', () => {
    const unknown = PLATFORMS.flatMap(({ id, equals }) =>
      equals.filter((other) => other === id || !ids.includes(other)),
    )
    expect(unknown).toEqual([])
  })
})
