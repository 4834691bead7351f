import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findPlatform } from '../registry.ts'
import { TEMPLATES } from './all.ts'
import { templateFor } from './template-for.ts'

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const files = globSync('*.textfsm', { cwd: new URL('../../templates/', import.meta.url).pathname })
  .map((file) => file.replace(/\.textfsm$/, ''))
  .toSorted()
const listed = Object.entries(TEMPLATES).flatMap(([platform, commands]) =>
  Object.entries(commands).map(([command, file]) => ({ platform, command, file })),
)

describe.each(files)('the template %s', (file) => {
  const text = textOf(`../../templates/${file}.textfsm`)
  const command = /^# (.+)$/m.exec(text)?.[1] ?? ''

  it('makes records of what the command prints', () => {
    const [platform = ''] = file.split('-')
    const expected: unknown = JSON.parse(textOf(`./samples/${file}.json`))
    expect(templateFor(platform, command)?.parse(textOf(`./samples/${file}.txt`))).toEqual(expected)
  })

  it('makes the same of it with CRLF and blanks at the ends of lines', () => {
    const [platform = ''] = file.split('-')
    const padded = textOf(`./samples/${file}.txt`).replaceAll('\n', '   \r\n')
    const template = templateFor(platform, command)
    expect(template?.parse(padded)).toEqual(template?.parse(textOf(`./samples/${file}.txt`)))
  })

  it('says where its command is documented', () => {
    expect(text).toMatch(/^# \S.*\n# Source: .*https:\/\//)
  })

  it('is bounded on text that is none of its own', () => {
    const strange = [
      'a '.repeat(2000),
      '1'.repeat(4000),
      `${'Gi1/0/1, '.repeat(400)}!`,
      ' '.repeat(4000),
      '192.0.2.1 4 '.repeat(300),
    ]
    const template = templateFor(file.split('-')[0] ?? '', command)
    expect(template?.parse(strange.join('\n'), { effort: 50_000_000 }).length).toBeLessThan(10)
  })
})

describe('the list of templates', () => {
  it('names platforms that there are, and files that there are, each at least once', () => {
    expect(Object.keys(TEMPLATES).filter((id) => findPlatform(id)?.id !== id)).toEqual([])
    expect(listed.filter(({ file }) => !files.includes(file))).toEqual([])
    expect(files.filter((file) => !listed.some((entry) => entry.file === file))).toEqual([])
    expect(files.filter((file) => !existsSync(new URL(`./samples/${file}.txt`, import.meta.url)))).toEqual([])
  })

  it('is found by command, abbreviation and alias', () => {
    const version = templateFor('cisco_ios', 'show version')
    expect(version?.header).toEqual(['hostname', 'version', 'model', 'serial', 'uptime'])
    expect(templateFor('ios', '  sh   ver ')).toBe(version)
    expect(templateFor('cisco_ios', 'sh ip int br')).toBe(templateFor('cisco_xe', 'show ip interface brief'))
    expect(templateFor('juniper_junos', 'show version | no-more')).toBe(templateFor('junos', 'show version'))
  })

  it('gives nothing for what is unknown or could mean two things', () => {
    expect(templateFor('cisco_ios', 'show clock')).toBeUndefined()
    expect(templateFor('cisco_ios', 's v')).toBeUndefined()
    expect(templateFor('fortinet', 'get sys')).toBeUndefined()
    expect(templateFor('no_platform', 'show version')).toBeUndefined()
    expect(templateFor('cisco_ios', 'show version | include uptime')).toBeUndefined()
    expect(templateFor('__proto__', 'constructor')).toBeUndefined()
  })
})
