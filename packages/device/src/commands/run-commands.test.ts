import { describe, expect, it } from 'vitest'
import { DeviceError, type DeviceErrorKind } from '../errors.ts'
import { openSession } from '../open-session.ts'
import { fakeDevice } from '../testing/index.ts'
import { parseTemplate } from '../textfsm/template.ts'
import { tofu } from '../transports/host-keys.ts'
import { runCommands, type CommandLine, type CommandResult } from './run-commands.ts'

const SHOW_VERSION = 'Cisco IOS Software, C2900 Software, Version 15.2(4)M3, RELEASE\nr1 uptime is 2 days\n'

/** A command line that answers from a list; what is an error kind fails so. */
function commandLine(answers: Readonly<Record<string, string | { readonly fails: DeviceErrorKind }>>) {
  const sent: string[] = []
  const session: CommandLine = {
    platform: { id: 'cisco_ios' },
    send: async (command) => {
      sent.push(command)
      const answer = answers[command] ?? ''
      if (typeof answer !== 'string') throw new DeviceError(answer.fails, 'as asked')
      return { output: answer, exitStatus: null }
    },
  }
  return { session, sent }
}

const collect = async (results: AsyncIterable<CommandResult>): Promise<CommandResult[]> => {
  const all: CommandResult[] = []
  for await (const result of results) all.push(result)
  return all
}

describe('commands in a row', () => {
  it('give one result each, in order', async () => {
    const { session } = commandLine({ a: 'A\n', b: 'B\n' })
    expect(await collect(runCommands(session, ['a', 'b']))).toMatchObject([
      { command: 'a', output: 'A\n', exitStatus: null, elapsedMs: expect.any(Number) },
      { command: 'b', output: 'B\n' },
    ])
  })

  it('are sent only when the result before was taken', async () => {
    const { session, sent } = commandLine({})
    const results = runCommands(session, ['a', 'b', 'c'])
    await results.next()
    await results.next()
    expect(sent).toEqual(['a', 'b'])
    await results.return()
    expect(sent).toEqual(['a', 'b'])
  })

  it('keep the results before a failure, and end with it', async () => {
    const { session, sent } = commandLine({ a: 'A\n', b: { fails: 'closed' } })
    const results = await collect(runCommands(session, ['a', 'b', 'c'], { afterRefusal: 'continue' }))
    expect(results.map(({ command, error }) => [command, error?.kind])).toEqual([
      ['a', undefined],
      ['b', 'closed'],
    ])
    expect(sent).toEqual(['a', 'b'])
  })

  it('stop behind a refusal unless they are told to go on', async () => {
    const { session } = commandLine({ a: { fails: 'rejected' }, b: 'B\n' })
    expect(await collect(runCommands(session, ['a', 'b']))).toHaveLength(1)
    const all = await collect(runCommands(session, ['a', 'b'], { afterRefusal: 'continue' }))
    expect(all.map(({ error, output }) => error?.kind ?? output)).toEqual(['rejected', 'B\n'])
  })

  it('end at once when they are cancelled, without waiting for the device', async () => {
    const cancel = new AbortController()
    const session: CommandLine = {
      platform: { id: 'x' },
      send: async () => {
        cancel.abort()
        return new Promise(() => undefined)
      },
    }
    const results = await collect(runCommands(session, ['a', 'b'], { signal: cancel.signal }))
    expect(results.map(({ command, error }) => [command, error?.kind])).toEqual([['a', 'cancelled']])
    expect(await collect(runCommands(session, ['a'], { signal: cancel.signal }))).toMatchObject([
      { error: { kind: 'cancelled' } },
    ])
  })

  it('become data by our own template for the platform', async () => {
    const { session } = commandLine({ 'sh ver': SHOW_VERSION })
    const [result] = await collect(runCommands(session, ['sh ver'], { parse: 'textfsm' }))
    expect(result).toMatchObject({
      output: SHOW_VERSION,
      parsed: [{ version: '15.2(4)M3', hostname: 'r1', uptime: '2 days' }],
    })
  })

  it('become data by a template of the caller, as JSON and as XML', async () => {
    const { session } = commandLine({ t: 'x 1\n', j: '{"a": [1]}\n', x: '<a>1</a>\n' })
    const template = parseTemplate('Value X (\\d)\n\nStart\n  ^x ${X}')
    const parsedBy = async (command: string, parse: 'json' | 'xml' | typeof template) =>
      (await collect(runCommands(session, [command], { parse })))[0]?.parsed
    expect(await parsedBy('t', template)).toEqual([{ X: '1' }])
    expect(await parsedBy('j', 'json')).toEqual({ a: [1] })
    expect(await parsedBy('x', 'xml')).toMatchObject({ name: 'a', text: '1' })
  })

  it('keep their output where it can not be parsed, and say why without a word of it', async () => {
    const { session } = commandLine({ 'show secret': 'secret-word' })
    for (const parse of ['json', 'xml', 'textfsm', parseTemplate('Value X (x)\n\nStart\n  ^. -> Error')] as const) {
      const [result] = await collect(runCommands(session, ['show secret'], { parse }))
      expect(result).toMatchObject({ output: 'secret-word', parseError: expect.not.stringContaining('secret-word') })
    }
  })

  it('run on a device', async () => {
    const login = { username: 'netbackup', password: 'right-password' }
    await using there = await fakeDevice({
      platform: 'cisco_ios',
      hostname: 'edge1',
      ...login,
      config: 'hostname edge1\nend\n',
    })
    await using session = await openSession({
      host: there.address,
      port: there.port,
      platform: 'cisco_ios',
      credential: { username: login.username, password: () => login.password },
      hostKey: tofu({ find: async () => [], add: async () => undefined }),
    })
    const results = await collect(
      session.run(['show version', 'show nonsense', 'show version'], { afterRefusal: 'continue', parse: 'textfsm' }),
    )
    expect(results.map(({ error }) => error?.kind)).toEqual([undefined, 'rejected', undefined])
    expect(results[2]?.parsed).toMatchObject([{ hostname: 'edge1' }])
    expect(await session.isAtHome(2000)).toBe(true)
  })
})
