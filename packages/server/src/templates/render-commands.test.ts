import { describe, expect, it } from 'vitest'
import { AppError } from '../errors/app-error.ts'
import { renderCommands, type CommandVariables, type RenderLimits } from './render-commands.ts'

const variables: CommandVariables = {
  device: {
    hostname: 'core-sw1',
    address: '192.0.2.1',
    platform: 'cisco_ios',
    tags: ['core', 'berlin'],
    facts: { model: 'C9300', serial: null },
  },
  params: {
    vlan: 7,
    ports: ['Gi1/0/1', 'Gi1/0/2'],
    newline: 'x\nreload',
    return: 'x\rreload',
    escape: 'x\u001b[2K',
    separator: 'x\u2028reload',
    encoded: 'x%0areload',
    long: 'x'.repeat(10_000),
  },
}
const render = (template: string, limits: Partial<RenderLimits> = {}) => renderCommands(template, variables, limits)
const faultOf = (template: string, limits: Partial<RenderLimits> = {}): unknown => {
  try {
    return render(template, limits)
  } catch (error) {
    return error instanceof AppError ? { kind: error.kind, message: error.message, ...error.details } : error
  }
}

describe('a command template', () => {
  it('makes one command a line, of the device and of what the user gave', () => {
    expect(
      render('show vlan id {{ params.vlan }}\r\nping {{ device.address }} repeat {{ params.vlan | times: 2 }}'),
    ).toEqual(['show vlan id 7', 'ping 192.0.2.1 repeat 14'])
  })

  it('drops blank lines and comments', () => {
    expect(render('# about\n\n  show clock  \n! more\n{% comment %}\nreload\n{% endcomment %}')).toEqual(['show clock'])
  })

  it('repeats and decides', () => {
    const template = `{% for port in params.ports %}
show interfaces {{ port }}
{% endfor %}
{% if device.tags contains 'core' and device.facts.model == 'C9300' %}show switch{% endif %}`
    expect(render(template)).toEqual(['show interfaces Gi1/0/1', 'show interfaces Gi1/0/2', 'show switch'])
  })

  it.each([
    ['show x\nshow {{ device.nope }}', 'line 2 of the template: undefined variable: device.nope', 2],
    ['{{ nope }}', 'line 1 of the template: undefined variable: nope', 1],
    ['{% if params.nope %}reload{% endif %}', 'line 1 of the template: undefined variable: params.nope', 1],
    ['{{ device.hostname | nope }}', 'line 1 of the template: undefined filter: nope', 1],
    ['{{ device.constructor }}', 'line 1 of the template: undefined variable: device.constructor', 1],
    ['{{ device.__proto__ }}', 'line 1 of the template: undefined variable: device.__proto__', 1],
    ['show {{ device.facts.serial }}', 'line 1 of the template: a value that is not known is printed', 1],
    ['show {{ device.tags }}', 'line 1 of the template: a list or an object is printed; say which part of it', 1],
    ['show\n{% if x', 'line 2 of the template: tag "{% if x" not closed', 2],
  ])('%j fails with its reason and line', (template, message, line) => {
    expect(faultOf(template)).toEqual({ kind: 'invalid', message, line })
  })

  it.each(['newline', 'return', 'escape', 'separator'])('takes no %s out of a value', (name) => {
    const message = 'line 1 of the template: a value that is printed holds a line end or another control character'
    for (const template of [
      `show {{ params.${name} }}`,
      `{% echo params.${name} %}`,
      `{% assign y = params.${name} %}show {{ y }}`,
      `{% capture y %}{{ params.${name} }}{% endcapture %}show`,
    ])
      expect(faultOf(template)).toEqual({ kind: 'invalid', message, line: 1 })
  })

  it('takes no line end that a filter makes of a value', () => {
    expect(faultOf('show {{ params.encoded | url_decode }}')).toMatchObject({ kind: 'invalid' })
    expect(faultOf('show {{ params.newline | raw }}')).toMatchObject({
      message: expect.stringContaining('undefined filter: raw'),
    })
  })

  it('refuses control characters of its own text', () => {
    expect(faultOf('show clock\nshow\tx')).toMatchObject({
      message: 'command 2 holds a control character; the template itself has it',
    })
  })

  it.each(['include', 'render', 'layout'])('reads no other template by %s', (tag) => {
    expect(faultOf(`{% ${tag} "/etc/passwd" %}`)).toMatchObject({
      message: `line 1 of the template: tag "${tag}" not found`,
    })
  })

  it.each([
    ['{% for i in (1..100000000) %}x{% endfor %}', {}, 'memory alloc limit exceeded'],
    ['{% for i in (1..90000) %}{% for j in (1..9) %}x{% endfor %}{% endfor %}', { renderMs: 1 }, 'limit exceeded'],
    [
      "{% assign x = 'a' %}{% for i in (1..40) %}{% assign x = x | append: x %}{% endfor %}",
      {},
      'memory alloc limit exceeded',
    ],
    ['{{ params.long }}{{ params.long }}', { outputChars: 15_000 }, 'the template makes more than 15000 characters'],
    [
      'x{% for i in (1..100) %}xxxxxxxxxx{% endfor %}',
      { outputChars: 500 },
      'the template makes more than 500 characters',
    ],
    ['{% for i in (1..100) %}x\n{% endfor %}', { commands: 50 }, 'the template makes more than 50 commands'],
    ['show clock', { templateChars: 5 }, 'the template is over 5 characters'],
  ])('%s is bounded', (template, limits, message) => {
    expect(faultOf(template, limits)).toMatchObject({ kind: 'invalid', message: expect.stringContaining(message) })
  })

  it('quotes no value in its errors', () => {
    const faults = [
      '{{ params.newline }}',
      '{{ params.newline | nope }}',
      '{{ params.newline | date: params }}',
      '{{ params }}',
    ]
    expect(JSON.stringify(faults.map((template) => faultOf(template)))).not.toContain('reload')
  })
})
