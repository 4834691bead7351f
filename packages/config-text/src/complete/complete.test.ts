import { describe, expect, it } from 'vitest'
import { complete, type CompletenessRule } from './complete.ts'

const iosRule: CompletenessRule = {
  endMark: /^end$/,
  declaredSize: /^Current configuration : (\d+) bytes/,
  minLines: 5,
}
const iosBody =
  '!\nversion 17.9\nhostname edge1\n!\ninterface Loopback0\n description end of the line\n end\n!\nend-note off\nline vty 0 4\n login\n!\nend\n'
const iosText = `Building configuration...\n\nCurrent configuration : ${iosBody.length} bytes\n${iosBody}`
const junosRule: CompletenessRule = { structure: 'braces' }
const junosText = [
  '## Last commit: 2026-01-02 03:04:05 UTC by ops',
  'version 23.4R1;',
  'system {',
  '    host-name "edge } 1";',
  '    /* a { brace in a comment */',
  '}',
  'interfaces {',
  '    lo0 {',
  '        unit 0; # and { here',
  '    }',
  '}',
  '',
].join('\n')

describe('an end mark', () => {
  it('proves the text that it closes', () => {
    expect(complete('frr version 8.4\n!\nend\n', { endMark: /^end$/ })).toMatchObject({ proven: true, by: 'end-mark' })
  })

  it('counts before trailing blank lines and with CRLF', () => {
    expect(complete('hostname r\r\nend\r\n\r\n', { endMark: /^end$/ }).by).toBe('end-mark')
  })

  it.each(['hostname r\n end\n', 'end\nhostname r\n', 'hostname r\nend-policy\n'])('does not count in %j', (text) => {
    expect(complete(text, { endMark: /^end$/ }).proven).toBe(false)
  })

  it('cannot be replaced by two equal reads: both may be cut at the same place', () => {
    expect(complete('hostname r\n', { endMark: /^end$/ }, { equalRead: true }).proven).toBe(false)
  })
})

it.each([
  ['EOF on a line', { from: /^banner \S+$/, to: '\nEOF\n' }, 'banner login\nhello\nend\n', 'EOF\nend\n'],
  ['its own delimiter', { from: /^banner \S+ (\^\S)/ }, 'banner motd ^Chello\nend\n', '^C\nend\n'],
] as const)('an end mark in a banner that %s closes ends nothing', (_name, quotes, open, rest) => {
  const rule = { endMark: /^end$/, quotes }
  expect(complete(open, rule, { equalRead: true })).toMatchObject({
    proven: false,
    reason: expect.stringContaining('banner'),
  })
  expect(complete(open + rest, rule)).toMatchObject({ proven: true, by: 'end-mark' })
})

describe('a usual end mark', () => {
  const rule: CompletenessRule = { usualEnd: /^return$/ }

  it('proves where it is there', () => {
    expect(complete('sysname a\nreturn\n', rule)).toMatchObject({ proven: true, by: 'end-mark', contradictions: [] })
  })

  it('that is missing leaves it to two equal reads, and is told', () => {
    expect(complete('sysname a\n', rule)).toMatchObject({ proven: false })
    expect(complete('sysname a\n', rule, { equalRead: true })).toMatchObject({
      proven: true,
      by: 'double-read',
      contradictions: ['the usual end mark is missing'],
    })
  })
})

describe('a declared size', () => {
  it('agrees with the end mark of a whole text', () => {
    expect(complete(iosText, iosRule)).toEqual({
      proven: true,
      by: 'end-mark',
      reason: 'the end mark closes the text',
      contradictions: [],
    })
  })

  it('speaks against an end mark in the middle, until a second read is equal', () => {
    const cut = iosText.replace('version', 'banner motd ^C\nend\n').replace(/end\n[^]*/, 'end\n')
    expect(complete(cut, iosRule)).toMatchObject({ proven: false, contradictions: [expect.stringContaining('size')] })
    expect(complete(cut, iosRule, { equalRead: true })).toMatchObject({ proven: true, by: 'double-read' })
  })

  it('may count the preamble in its own way', () => {
    const near = iosText.replace(`${iosBody.length}`, `${iosBody.length + 3}`)
    expect(complete(near, iosRule).by).toBe('end-mark')
  })

  it('proves alone where the platform has no end mark', () => {
    expect(complete('abc\ndef\n', {}, { declaredBytes: 8 }).by).toBe('size')
    expect(complete('abc\nde\n', {}, { declaredBytes: 8 }).proven).toBe(false)
    expect(complete('abc\nde\n', {}, { declaredBytes: 8, equalRead: true }).by).toBe('double-read')
  })

  it('that is right without the end mark is a contradiction', () => {
    const text = iosText.replace(/end\n$/, 'enX\n')
    expect(complete(text, iosRule).contradictions).toHaveLength(1)
    expect(complete(text, iosRule, { equalRead: true }).by).toBe('double-read')
  })
})

describe('a closed structure', () => {
  it('needs a second proof for braces', () => {
    expect(complete(junosText, junosRule).proven).toBe(false)
    expect(complete(junosText, junosRule, { exitStatus: 0 }).by).toBe('closed')
    expect(complete(junosText, junosRule, { equalRead: true }).by).toBe('closed')
    expect(complete(junosText, junosRule, { declaredBytes: junosText.length }).by).toBe('size')
  })

  it.each(['a {\n', 'a }\n', 'a "never closed;\n', '/* a\n', 'a } b {\n'])('is not in %j', (text) => {
    expect(complete(text, junosRule, { exitStatus: 0 }).proven).toBe(false)
  })

  it('that is open is a contradiction when two reads agree', () => {
    expect(complete('a {\n', junosRule, { equalRead: true })).toMatchObject({
      proven: true,
      by: 'double-read',
      contradictions: [expect.stringContaining('open')],
    })
  })

  it('counts config and edit with their ends, not those in quotes', () => {
    const fortinet =
      'config system global\n  set hostname "x"\nend\nconfig user local\n edit "a"\n  set c "one\nend\ntwo"\n next\nend\n'
    expect(complete(fortinet, { structure: 'config-end' }, { equalRead: true }).by).toBe('closed')
    const escaped = 'config user\n set c "a \\" b\nend\n\\\\"\nend\n'
    expect(complete(escaped, { structure: 'config-end' }, { equalRead: true }).by).toBe('closed')
    for (const cut of ['config a\n', 'config a\n edit 1\nend\n', 'next\n', 'config a\n set x "y\nend\n']) {
      expect(complete(cut, { structure: 'config-end' }, { exitStatus: 0 }).proven).toBe(false)
    }
  })

  it('is the root of an XML text, and proves alone', () => {
    const xml =
      '<?xml version="1.0"?>\n<!-- <a> -->\n<opnsense>\n <b/>\n <c d="1">x</c><![CDATA[</opnsense>]]>\n</opnsense>\n'
    expect(complete(xml, { structure: 'xml' }).by).toBe('closed')
    for (const cut of ['<a><b></a>', '<a>', '<a', '<a/><b/>', '</a>', 'a']) {
      expect(complete(cut, { structure: 'xml' }, { equalRead: true }).proven).toBe(false)
    }
  })

  it('is a JSON document', () => {
    expect(complete('{"a": [1]}\n', { structure: 'json' }).by).toBe('closed')
    expect(complete('{"a": [1]', { structure: 'json' }, { equalRead: true }).proven).toBe(false)
    expect(complete('12', { structure: 'json' }).proven).toBe(false)
  })

  it('that differs from the declared size asks for an equal read', () => {
    expect(complete(junosText, junosRule, { exitStatus: 0, declaredBytes: 9 }).proven).toBe(false)
  })
})

describe('without any sign in the text', () => {
  it('two equal reads prove', () => {
    expect(complete('/ip address\n', {}).proven).toBe(false)
    expect(complete('/ip address\n', {}, { equalRead: true }).by).toBe('double-read')
  })

  it('an exit status proves only where the rule says so', () => {
    expect(complete('a=1\n', {}, { exitStatus: 0 }).proven).toBe(false)
    expect(complete('a=1\n', { exitStatusProves: true }, { exitStatus: 0 }).by).toBe('size')
    expect(complete('a=1\n', { exitStatusProves: true }, { exitStatus: null }).proven).toBe(false)
  })
})

describe('never good', () => {
  const evidence = { equalRead: true, exitStatus: 0 }
  it.each([
    ['an empty text', ' \r\n\n', {}],
    ['a RouterOS line that goes on', '/ip address\nadd address=192.0.2.1/24 \\\n', { continuation: '\\' }],
    ['a text that begins otherwise', 'hostname r\n', { starts: /^!Command: show/ }],
    ['a text with too few lines', 'a\nb\n', { minLines: 3 }],
  ] as const)('is %s', (_name, text, rule) => {
    expect(complete(text, rule, evidence)).toMatchObject({ proven: false, by: null })
  })

  it('is the text of a command that failed', () => {
    expect(complete('hostname r\nend\n', { endMark: /^end$/ }, { exitStatus: 1 }).proven).toBe(false)
  })
})

describe('cut at every byte', () => {
  const cuts = (text: string) => Array.from({ length: text.trimEnd().length }, (_, at) => text.slice(0, at))

  it('no text with an end mark and a size is good', () => {
    expect(cuts(iosText).filter((text) => complete(text, iosRule).proven)).toEqual([])
    expect(complete(iosText.trimEnd(), iosRule).proven).toBe(true)
  })

  it('two equal reads make good only what the end mark closes, and the size is named as a contradiction', () => {
    const good = cuts(iosText).filter((text) => complete(text, iosRule, { equalRead: true }).proven)
    expect(good.map((text) => text.split('\n').at(-1))).toEqual(['end'])
    expect(good.flatMap((text) => complete(text, iosRule).contradictions)).toHaveLength(1)
  })

  it('no text with a structure is good without a second proof', () => {
    expect(cuts(junosText).filter((text) => complete(text, junosRule).proven)).toEqual([])
  })

  it('no text with a size is good', () => {
    const evidence = { declaredBytes: junosText.length, exitStatus: 0 }
    expect(cuts(junosText).filter((text) => complete(text, junosRule, evidence).proven)).toEqual([])
  })
})
