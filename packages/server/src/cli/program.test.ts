import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApi } from '../api/create-api.ts'
import { AppError } from '../errors/app-error.ts'
import { openTestTerminal, runInTerminal, type TestTerminal } from './testing/terminal.ts'

let terminal: TestTerminal
beforeAll(async () => (terminal = await openTestTerminal()))
afterAll(() => terminal[Symbol.asyncDispose]())
beforeEach(() => terminal.opened.splice(0))

describe('the three ways in', () => {
  it('opens the folder in this process when nobody holds it, with a worker only for commands that wait', async () => {
    expect(await terminal.run('tag list')).toMatchObject({ code: 0, out: '', err: expect.stringContaining('no tags') })
    expect(terminal.opened).toEqual([expect.objectContaining({ work: false })])
    expect((await terminal.run('run watch 0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f')).code).toBe(3)
    expect(terminal.opened.at(-1)).toMatchObject({ work: true })
  })

  it('speaks to the process that holds the folder over its socket', async () => {
    const held = await mkdtemp(join(tmpdir(), 'nr-'))
    await writeFile(join(held, 'serve.json'), JSON.stringify({ pid: 1, socket: join(held, 's') }))
    expect((await terminal.run(`tag list --data-dir ${held}`)).code, 'left behind by a killed process').toBe(0)
    expect(terminal.opened).toHaveLength(1)
    const holder = await createApi(terminal.api.parts, { kind: 'local', osUser: 'olive' })
    await holder.listen({ path: join(held, 's') })
    expect((await terminal.run(`--data-dir ${held} tag add by-socket`)).code).toBe(0)
    expect(terminal.opened).toHaveLength(1)
    const id = await terminal.addDevice('by-socket-1')
    expect((await terminal.run(`device show by-socket-1 --data-dir ${held}`)).out).toContain(id)
    await holder.close()
    await rm(held, { recursive: true })
  })

  it('speaks to a server elsewhere with a token', async () => {
    const { environment } = terminal
    expect((await terminal.run(`tag add by-server --server ${terminal.url}`, { environment })).code).toBe(0)
    expect(
      (await terminal.run('tag list', { environment: { ...environment, NETRAVEN_SERVER: terminal.url } })).out,
    ).toContain('by-server')
    expect(await terminal.run(`tag list --server ${terminal.url}`)).toMatchObject({
      code: 4,
      err: expect.stringContaining('NETRAVEN_TOKEN'),
    })
    expect(
      (await terminal.run(`tag list --server ${terminal.url}`, { environment: { NETRAVEN_TOKEN: 'x' } })).code,
    ).toBe(4)
    expect((await terminal.run('tag list --server nonsense', { environment })).code).toBe(2)
    expect(await terminal.run('tag list --server http://127.0.0.1:1', { environment })).toMatchObject({
      code: 1,
      err: expect.stringContaining('is it running'),
    })
    expect(terminal.opened).toEqual([])
  })

  it('says who holds the folder when it cannot be opened', async () => {
    const held = {
      ...terminal.wired,
      openInProcess: () => Promise.reject(new AppError('conflict', 'process 7 holds the folder')),
    }
    expect(await runInTerminal(held, ['device', 'list'])).toMatchObject({
      code: 1,
      err: 'netraven: process 7 holds the folder\n',
    })
  })
})

describe('manners', () => {
  it('explains itself with an example on every command', async () => {
    const { out } = await terminal.run('--help')
    for (const [, noun] of out.matchAll(/^ {2}([a-z]+) /gm)) {
      if (noun === 'help') continue
      const help = (await terminal.run(`${noun} --help`)).out
      const verbs = [...help.matchAll(/^ {2}([a-z-]+) (?=\[options\])/gm)].map(([, verb]) => `${noun} ${verb}`)
      for (const line of verbs.length > 0 ? verbs : [noun]) {
        expect([line, (await terminal.run(`${line} --help`)).out]).toEqual([
          line,
          expect.stringContaining('$ netraven'),
        ])
      }
    }
    expect((await terminal.run('--version')).out).toBe('1.2.3\n')
  })

  it('shows no option that a command would not heed', async () => {
    expect((await terminal.run('fetch --help')).out).not.toMatch(/--server|--data-dir|--config|--env/)
    expect((await terminal.run('serve --help')).out).not.toMatch(/--server|--no-input/)
    expect((await terminal.run('device add --help')).out).toMatch(/--server[^]*--data-dir[^]*--no-input/)
  })

  it.each([
    'device',
    'device fly',
    'device add x',
    'job add x --every soon',
    'snapshot raw x',
    'device list --surprise',
    'job add x --every 5m --cron *',
  ])('exits 2 on misuse: %s', async (line) => {
    const { code, out, err } = await terminal.run(line)
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toBe('')
  })

  it('exits 3 for what is not there and says where to look', async () => {
    for (const line of [
      'device show nobody',
      'job run nobody',
      'run show nobody',
      'log list --run nobody',
      'credential rm nobody',
      'tag rm nobody',
      'snapshot show nobody',
      'settings get nothing',
    ]) {
      expect([line, (await terminal.run(line)).code]).toEqual([line, 3])
    }
    expect((await terminal.run('device show nobody')).err).toContain('netraven device list')
  })

  it('shows control characters from outside instead of obeying them', async () => {
    await terminal.api.stores.logs.append([
      { level: 'ERROR', category: 'session', message: 'evil \u001b]52;c;x\u0007 \u009b31m text' },
    ])
    const { out } = await terminal.run('log list --text evil')
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    expect(out).toContain(String.raw`\x1b]52`)
  })

  it('colours only on a terminal that wants it', async () => {
    await terminal.api.stores.logs.append([{ level: 'ERROR', category: 'session', message: 'colourful' }])
    const line = 'log list --text colourful'
    expect((await terminal.run(line, { isTTY: true })).out).toContain('\u001b[31m')
    expect((await terminal.run(line, { isTTY: true, environment: { NO_COLOR: '1' } })).out).not.toContain('\u001b')
    expect((await terminal.run(line)).out).not.toContain('\u001b')
  })

  it('starts roles with their options', async () => {
    await terminal.run(`serve --port 0 --host 127.0.0.1 --data-dir ${terminal.folder}`)
    for (const name of ['api', 'scheduler', 'worker', 'init', 'migrate']) await terminal.run(name)
    expect(terminal.started[0]).toEqual([
      'serve',
      expect.objectContaining({ port: 0, host: '127.0.0.1', dataDir: terminal.folder }),
    ])
    expect(terminal.started.map(([name]) => name)).toEqual(['serve', 'api', 'scheduler', 'worker', 'init', 'migrate'])
    const broken = {
      ...terminal.wired,
      roles: { ...terminal.wired.roles, migrate: () => Promise.reject(new Error('bang')) },
    }
    expect(await runInTerminal(broken, ['migrate'])).toMatchObject({ code: 1, err: expect.stringContaining('bang') })
  })
})
