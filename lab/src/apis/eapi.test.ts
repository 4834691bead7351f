import { describe, expect, it } from 'vitest'
import { startApiServer } from './api-server.ts'
import { eapi } from './eapi.ts'
import { visitApi } from './visit-api.ts'

const content = {
  username: 'netbackup',
  password: 'Kx7-api-password',
  token: '',
  enableSecret: 'Wq3 "enable" \\ secret',
  hostname: 'leaf1',
  config: [
    '! Command: show running-config',
    '! device: leaf1 (DCS-7050TX-64-R, EOS-4.28.3M)',
    '!',
    'hostname leaf1',
    'banner motd',
    'Zugang verboten "¡sólo!" \\ {command}',
    'EOF',
    '!',
    'interface Ethernet1',
    '   description end',
    '!',
    'end',
    '',
  ].join('\n'),
}
const enableSecret = (): string => content.enableSecret

describe('the Command API of Arista EOS', () => {
  it('brings the running configuration home whole, with the same proof as the command line', async () => {
    await using server = await startApiServer({ vendor: eapi(content) })
    await using session = await visitApi(server, 'arista_eos', content, { enableSecret })
    const config = await session.getConfig('running')
    expect(config.bytes.toString()).toBe(content.config)
    expect(config).toMatchObject({ complete: { proven: true, by: 'end-mark' }, command: 'show running-config' })
  })

  it('tells the facts', async () => {
    await using server = await startApiServer({ vendor: eapi(content) })
    await using session = await visitApi(server, 'arista_eos', content, { enableSecret })
    expect(await session.facts()).toEqual({
      hostname: 'leaf1',
      serial: 'JPE00000001',
      model: 'DCS-7050TX-64-R',
      version: '4.28.3M',
    })
  })

  it('gives the output of a command as text or as data', async () => {
    await using server = await startApiServer({ vendor: eapi(content) })
    await using session = await visitApi(server, 'arista_eos', content, { enableSecret })
    expect((await session.send('show version')).output).toContain('Software image version: 4.28.3M')
    const { output } = await session.send('show version', { format: 'json' })
    expect(JSON.parse(output)).toMatchObject({ version: '4.28.3M' })
  })

  it('says why a command was refused', async () => {
    await using server = await startApiServer({ vendor: eapi(content) })
    await using session = await visitApi(server, 'arista_eos', content, { enableSecret })
    await expect(session.send('show xyz')).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('Invalid input'),
    })
  })

  it('uses one connection for a visit and leaves none behind', async () => {
    await using server = await startApiServer({ vendor: eapi(content) })
    const session = await visitApi(server, 'arista_eos', content, { enableSecret })
    await session.getConfig('running')
    await session.facts()
    expect(server.seen).toMatchObject({ connections: 1, open: 1 })
    await session[Symbol.asyncDispose]()
    await expect.poll(() => server.seen.open).toBe(0)
  })
})
