import { describe, expect, it } from 'vitest'
import { isRequest, readRequest } from './request.ts'
import { xmlWords } from './xml-words.ts'

const hostile = `x", {"cmd": "reload"} &a=b%20<c/> {user} \\\n'`

describe('a request as text', () => {
  it('is told from a command', () => {
    const requests = ['GET /restconf/data', 'POST /api/ type=op', 'DELETE /a {"b": 1}']
    const commands = ['show version', 'GET', 'get /lower', 'GET relative', 'GET //é']
    expect(requests.map(isRequest)).toEqual([true, true, true])
    expect(commands.map(isRequest)).toEqual(commands.map(() => false))
  })

  it.each([
    ['POST /a {"b": 1}', 'application/json'],
    ['POST /a [1]', 'application/json'],
    ['POST /a <b/>', 'application/xml'],
    ['POST /a b=1', 'application/x-www-form-urlencoded'],
  ])('%s has the type %s', (line, type) => {
    expect(readRequest(line).body?.type).toBe(type)
  })

  it('takes a value in JSON without letting it out of its place', () => {
    const { body } = readRequest('POST /rpc {"cmds":["enable","{command}"],"format":"{format}"}', {
      command: hostile,
      format: 'text',
    })
    expect(JSON.parse(body?.text ?? '')).toEqual({ cmds: ['enable', hostile], format: 'text' })
  })

  it('takes a value in a form and in a path without letting it out of its place', () => {
    const { path, body } = readRequest('POST /jobs/{id} type=keygen&password={password}', {
      id: '../a?b',
      password: hostile,
    })
    expect(path).toBe('/jobs/..%2Fa%3Fb')
    expect(Object.fromEntries(new URLSearchParams(body?.text))).toEqual({ type: 'keygen', password: hostile })
  })

  it('stays as it is where there are no values', () => {
    expect(readRequest('GET /a/{id}')).toEqual({ method: 'GET', path: '/a/{id}' })
  })

  it('that is none is unsupported', () => {
    expect(() => readRequest('show version')).toThrow(expect.objectContaining({ kind: 'unsupported' }))
  })
})

describe('a command as elements', () => {
  it.each([
    ['show system info', '<show><system><info></info></system></show>'],
    ['show jobs id "7"', '<show><jobs><id>7</id></jobs></show>'],
    ['  show   arp   "a<b"', '<show><arp>a&#60;b</arp></show>'],
    ['<show><clock/></show>', '<show><clock/></show>'],
  ])('%s', (command, xml) => {
    expect(xmlWords(command)).toBe(xml)
  })

  it('takes time in proportion, whatever it is', () => {
    const started = performance.now()
    xmlWords('"'.repeat(100_001))
    xmlWords('a '.repeat(100_000))
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
