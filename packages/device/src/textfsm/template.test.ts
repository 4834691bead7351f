import { describe, expect, it } from 'vitest'
import { TemplateError } from './template-error.ts'
import { parseTemplate } from './template.ts'

/** A template of lines; values, a blank line, then the states. */
const template = (...lines: readonly string[]) => parseTemplate(lines.join('\n'))
const faultOf = (...lines: readonly string[]): string => {
  try {
    template(...lines)
  } catch (error) {
    if (error instanceof TemplateError) return `${error.kind}: ${error.message}`
  }
  return 'no TemplateError'
}
const card = ['Value Slot (\\d+)', 'Value State (\\w+)', '', 'Start']

describe('a template', () => {
  it('makes a record of what its rules matched, and one more at the end', () => {
    const { header, parse } = template(...card, '  ^slot ${Slot}', '  ^ state $State')
    expect(header).toEqual(['Slot', 'State'])
    expect(parse('slot 1\n state up\n')).toEqual([{ Slot: '1', State: 'up' }])
    expect(parse('nothing of it')).toEqual([])
  })

  it('records where it is told to, and starts anew', () => {
    const { parse, parseRows } = template(...card, '  ^slot ${Slot} ${State} -> Record', '  ^slot ${Slot}')
    expect(parse('slot 1 up\nslot 2\nslot 3 down')).toEqual([
      { Slot: '1', State: 'up' },
      { Slot: '3', State: 'down' },
    ])
    expect(parseRows('slot 1 up\r\n')).toEqual([['1', 'up']])
  })

  it('makes no record at the end where the state EOF is empty, nor after End', () => {
    expect(template(...card, '  ^slot ${Slot}', '', 'EOF').parse('slot 1')).toEqual([])
    expect(template(...card, '  ^slot ${Slot} -> End').parse('slot 1')).toEqual([])
    expect(template(...card, '  ^slot ${Slot} -> EOF').parse('slot 1\nslot 2')).toEqual([{ Slot: '1', State: '' }])
  })

  it('goes from state to state and stops reading at End', () => {
    const lines = [...card, '  ^card -> Card', '', 'Card', '  ^slot ${Slot} -> Record Start', '  ^stop -> End']
    expect(
      template(...lines)
        .parse('slot 9\ncard\nslot 1\nslot 9\ncard\nstop\ncard\nslot 9')
        .map(({ Slot }) => Slot),
    ).toEqual(['1'])
  })

  it('goes on with the same line after Continue', () => {
    const { parse } = template(...card, '  ^slot -> Continue.Record', '  ^slot ${Slot}', '  ^.*is ${State}')
    expect(parse('slot 1\nit is up\nslot 2')).toEqual([
      { Slot: '1', State: 'up' },
      { Slot: '2', State: '' },
    ])
  })

  it('keeps a Filldown value until Clearall, and forgets others at Clear', () => {
    const { parse } = template(
      'Value Filldown Chassis (\\w+)',
      'Value Required Slot (\\d+)',
      'Value State (\\w+)',
      '',
      'Start',
      '  ^chassis ${Chassis}',
      '  ^state ${State}',
      '  ^slot ${Slot} -> Record',
      '  ^forget -> Clear',
      '  ^reset -> Clearall',
    )
    expect(parse('chassis a\nstate up\nslot 1\nstate down\nforget\nslot 2\nreset\nslot 3')).toEqual([
      { Chassis: 'a', Slot: '1', State: 'up' },
      { Chassis: 'a', Slot: '2', State: '' },
      { Chassis: '', Slot: '3', State: '' },
    ])
  })

  it('makes no record without a required value, and clears what it had', () => {
    const { parse } = template(
      'Value Required Slot (\\d+)',
      'Value State (\\w+)',
      '',
      'Start',
      '  ^state ${State} -> Record',
      '  ^slot ${Slot}',
    )
    expect(parse('state up\nslot 1')).toEqual([{ Slot: '1', State: '' }])
  })

  it('collects a List until the record, with Filldown beyond it', () => {
    const rules = ['', 'Start', '  ^port ${Port}', '  ^done -> Record']
    const text = 'port 1\nport 2\ndone\nport 3\ndone'
    expect(
      template('Value List Port (\\d+)', ...rules)
        .parse(text)
        .map(({ Port }) => Port),
    ).toEqual([['1', '2'], ['3']])
    const filled = template('Value Filldown,List Port (\\d+)', ...rules)
      .parse(text)
      .map(({ Port }) => Port)
    expect(filled.slice(0, 2)).toEqual([
      ['1', '2'],
      ['1', '2', '3'],
    ])
  })

  it('makes objects of the named groups in a List', () => {
    const { parse } = template('Value List Address ((?P<ip>[\\d.]+)/(?P<length>\\d+))', '', 'Start', '  ^ip ${Address}')
    expect(parse('ip 192.0.2.1/24\nip 192.0.2.9/32')).toEqual([
      {
        Address: [
          { ip: '192.0.2.1', length: '24' },
          { ip: '192.0.2.9', length: '32' },
        ],
      },
    ])
  })

  it('fills a Fillup value into the records above that lack it', () => {
    const { parse } = template(
      'Value Port (\\d+)',
      'Value Fillup Vlan (\\d+)',
      '',
      'Start',
      '  ^port ${Port} vlan ${Vlan} -> Record',
      '  ^port ${Port} -> Record',
    )
    expect(parse('port 1 vlan 5\nport 2\nport 3\nport 4 vlan 7').map(({ Vlan }) => Vlan)).toEqual(['5', '7', '7', '7'])
  })

  it('says which values are keys', () => {
    expect(template('Value Key,Required Slot (\\d+)', 'Value State (\\w+)', '', 'Start').keys).toEqual(['Slot'])
  })

  it('counts what matched an empty text as matched', () => {
    expect(template('Value Slot (\\d*)', '', 'Start', '  ^slot${Slot}').parse('slot')).toEqual([{ Slot: '' }])
  })

  it('gives empty texts for groups that took no part', () => {
    const { parse } = template('Value A (a)', 'Value List B (b)', '', 'Start', '  ^(${A}|${B}) -> Record')
    expect(parse('a\nb')).toEqual([
      { A: 'a', B: [''] },
      { A: '', B: ['b'] },
    ])
  })

  it('lets comments stand between lines, and "$$" be the end of a line', () => {
    const { parse } = template(
      '# about',
      'Value Slot (\\d+)',
      '  # more',
      '',
      '# states',
      'Start',
      '  # a rule',
      '  ^${Slot}$$ -> Record',
      '',
      '# the end',
      'EOF',
    )
    expect(parse('1\n2 x\n3')).toEqual([{ Slot: '1' }, { Slot: '3' }])
  })

  it('takes the last arrow for the action', () => {
    expect(template(...card, '  ^${Slot} -> ${State} -> Record').parse('1 -> up')).toEqual([{ Slot: '1', State: 'up' }])
  })

  it('divides lines as Python does', () => {
    expect(
      template(...card, '  ^${Slot}$$ -> Record')
        .parse('1\r\n2\r3\f4\u20285')
        .map(({ Slot }) => Slot),
    ).toEqual(['1', '2', '3', '4', '5'])
  })

  it('refuses an output by its own Error, with its words and without those of the device', () => {
    const { parse } = template(...card, '  ^${Slot}$$', '  ^. -> Error "no line like this"')
    expect(() => parse('1\nsecret-word')).toThrow(
      new TemplateError('output', 'no line like this (line 2 of the output)', 6),
    )
    expect(() => template(...card, '  ^. -> Error').parse('x')).toThrow(
      'line 5 of the template: the template refuses (line 1 of the output)',
    )
  })
})

describe('a faulty template', () => {
  it.each([
    [['', 'Start'], 'line 1 of the template: no value is declared'],
    [['Value A (a)', 'Start'], 'line 2 of the template: a value, or the blank line behind the last one, is expected'],
    [['Value A'], 'line 1 of the template: a value needs a name and an expression in brackets'],
    [['Value A a'], 'the expression of "a" must stand in brackets'],
    [['Value Silly A (a)'], '"Silly" is no option; there are Filldown, Fillup, Key, List, Required'],
    [['Value List,List A (a)'], 'the option "List" is given twice'],
    [['Value A-B (a)'], '"A-B" is no name of a value'],
    [['Value Key A a)'], 'the expression of "A" must stand in brackets'],
    [['Value A (a', ''], 'the expression of "A" must stand in brackets'],
    [['Value A (a++)'], 'line 1 of the template: possessive repeats are not supported at character 4 of "(a++)"'],
    [['Value A (a)', 'Value A (b)'], 'line 2 of the template: the value "A" is declared twice'],
    [['Value A (a)', '', 'Begin'], 'the template lacks the state "Start"'],
    [['Value A (a)', '', 'Start', '^a'], 'line 4 of the template: a rule begins with a blank and "^"'],
    [['Value A (a)', '', 'Start', '   ^a'], 'line 4 of the template: a rule begins with a blank and "^"'],
    [['Value A (a)', '', 'Start', '', 'Start'], 'line 5 of the template: the state "Start" is there twice'],
    [['Value A (a)', '', 'Record'], '"Record" is no name of a state'],
    [['Value A (a)', '', 'a state'], '"a state" is no name of a state'],
    [['Value A (a)', '', 'Start', '  ^${B}'], 'line 4 of the template: there is no value "B"'],
    [
      ['Value A (a)', '', 'Start', '  ^a$'],
      'line 4 of the template: "$" stands for no value; the end of a line is "$$"',
    ],
    [['Value A (a)', '', 'Start', '  ^${A}${A}'], 'the group name "A" is taken'],
    [['Value A (a)', '', 'Start', '  ^a -> Continue Start'], '"Continue" stays in its state'],
    [
      ['Value A (a)', '', 'Start', '  ^a -> Next "words"'],
      '"words" is no name of a state; only "Error" takes a message',
    ],
    [['Value A (a)', '', 'Start', '  ^a -> Next.Rec'], '"-> Next.Rec" is no action'],
    [['Value A (a)', '', 'Start', '  ^a -> Elsewhere'], 'line 4 of the template: there is no state "Elsewhere"'],
    [['Value A (a)', '', 'Start', '', 'End', '  ^a'], 'line 6 of the template: the state "End" can\'t have rules'],
    [['Value A (a)', '', 'Start', '', 'EOF', '  ^a'], 'line 6 of the template: the state "EOF" can\'t have rules'],
  ])('%j says what is wrong, and where', (lines, reason) => {
    expect(faultOf(...lines)).toContain(reason)
    expect(faultOf(...lines)).toMatch(/^template: /)
  })

  it('that is too long is refused', () => {
    expect(faultOf('Value A (a)', '', 'Start', ' ^a'.repeat(100_000))).toMatch(/^budget: /)
  })
})

describe('hostile input', () => {
  it('ends in bounded work where the expression is catastrophic', () => {
    const { parse } = template('Value A ((?:\\w+\\s?)+)', '', 'Start', '  ^${A}$$ -> Record')
    expect(parse(`${'a'.repeat(3000)}!`)).toEqual([])
    expect(() => parse(`${'a'.repeat(3000)}!\n`.repeat(1000), { effort: 20_000_000 })).toThrow('takes too much work')
  })

  it('is bounded in length and records', () => {
    const { parse } = template(...card, '  ^${Slot} -> Record')
    expect(() => parse('1\n2\n3', { records: 2 })).toThrow('more than 2 records')
    expect(() => parse('1\n2\n3', { length: 4 })).toThrow('over 4 characters')
  })

  it('is bounded where every record repeats a growing list', () => {
    const { parse } = template('Value Filldown,List A (\\w)', '', 'Start', '  ^${A} -> Record')
    expect(() => parse('a\n'.repeat(10_000), { effort: 1_000_000 })).toThrow('takes too much work')
  })

  it('can name a value as it likes', () => {
    const [record] = template('Value __proto__ (\\w+)', '', 'Start', '  ^${__proto__}').parse('a')
    expect(Object.entries(record ?? {})).toEqual([['__proto__', 'a']])
  })

  it('throws nothing but TemplateError, whatever template and output hold', () => {
    let seed = 42
    const random = (below: number) => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) % below
    const pieces = [
      'Value ',
      'List,Key ',
      'A ',
      '(\\w+)',
      '(a|',
      ')',
      '\n',
      '\n\n',
      'Start',
      '  ^',
      '${A}',
      '$$',
      ' -> ',
      'Record',
      'Next.Clear',
      'Continue',
      'Error "x"',
      'Start\n',
      '#',
      '\t',
      '\u0000',
      '.*',
    ]
    const strange = Array.from({ length: 5000 }, () => {
      const rule = Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join('')
      const text = `Value A (\\w+)\n\nStart\n  ^${rule}`.slice(random(2) * random(20))
      try {
        parseTemplate(text).parse('a b\n\u0000\rc')
      } catch (error) {
        if (!(error instanceof TemplateError)) return `${text}: ${String(error)}`
      }
      return ''
    })
    expect(strange.filter(Boolean)).toEqual([])
  })
})
