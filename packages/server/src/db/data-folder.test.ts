import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { announceServing, holdDataFolder, prepareSocket, socketPathOf } from './data-folder.ts'

describe('the data folder', () => {
  let root: string
  let folder: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'data-folder-'))
    folder = join(root, 'data')
  })
  afterEach(() => rmSync(root, { recursive: true }))
  const hold = () => holdDataFolder(folder, { exclusive: true })

  it('is made for its owner alone', async () => {
    await using _held = await hold()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('is refused when others can read it, with the command that helps', async () => {
    await (await hold())[Symbol.asyncDispose]()
    chmodSync(folder, 0o755)
    await expect(hold()).rejects.toThrow(`chmod 700 ${folder}`)
  })

  it('belongs to one process: the second one is told which, and touches nothing', async () => {
    await using _held = await hold()
    const before = readFileSync(join(folder, 'lock.json'), 'utf8')
    await expect(hold()).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining(`process ${process.pid}`),
    })
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')).pid).toBe(JSON.parse(before).pid)
  })

  it('is free again when its holder lets go', async () => {
    await (await hold())[Symbol.asyncDispose]()
    await using _again = await hold()
    expect(existsSync(join(folder, 'lock.json'))).toBe(true)
  })

  const left = (holder: object): void => {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
    const pidNamespace = readlinkSync('/proc/self/ns/pid')
    const pid = spawnSync(process.execPath, ['-e', '']).pid
    writeFileSync(
      join(folder, 'lock.json'),
      JSON.stringify({ pid, start: '1', boot, pidNamespace, host: 'h', renewedAt: Date.now(), ...holder }),
    )
  }

  it('is taken over at once from a process that was killed', async () => {
    await (await hold())[Symbol.asyncDispose]()
    left({})
    await using _held = await hold()
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')).pid).toBe(process.pid)
  })

  it('is taken over from another container only after its silence', async () => {
    await (await hold())[Symbol.asyncDispose]()
    left({ pidNamespace: 'pid:[1]' })
    await expect(hold()).rejects.toThrow(/is in use by process \d+ on h/)
    left({ pidNamespace: 'pid:[1]', renewedAt: Date.now() - 20_000 })
    await using _held = await hold()
  })

  it('takes no notice of a lock file that was cut short', async () => {
    await (await hold())[Symbol.asyncDispose]()
    writeFileSync(join(folder, 'lock.json'), '{"pid":')
    await using _held = await hold()
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')).pid).toBe(process.pid)
  })

  it('names the socket of its server while there is one', async () => {
    await using _held = await hold()
    const socket = socketPathOf(folder)
    prepareSocket(socket)
    {
      using _serving = announceServing(folder, { socket, url: 'http://127.0.0.1:1' })
      expect(JSON.parse(readFileSync(join(folder, 'serve.json'), 'utf8'))).toMatchObject({ socket, pid: process.pid })
    }
    expect(existsSync(join(folder, 'serve.json'))).toBe(false)
  })

  it('leaves the announcement of a later server alone', async () => {
    await using _held = await hold()
    const socket = socketPathOf(folder)
    const first = announceServing(folder, { socket, url: 'http://127.0.0.1:1' })
    using _later = announceServing(folder, { socket, url: 'http://127.0.0.1:2' })
    first[Symbol.dispose]()
    expect(JSON.parse(readFileSync(join(folder, 'serve.json'), 'utf8')).url).toBe('http://127.0.0.1:2')
  })

  it('has no socket in a folder that others can write to, or that is a link to one', () => {
    const open = join(root, 'open')
    mkdirSync(open)
    chmodSync(open, 0o777)
    expect(() => prepareSocket(join(open, 'serve.sock'))).toThrow('another user')
    symlinkSync(root, join(root, 'link'))
    expect(() => prepareSocket(join(root, 'link', 'serve.sock'))).toThrow('another user')
  })

  it('puts the socket of a deep folder where its path is short enough', async () => {
    folder = join(root, 'deep'.repeat(30))
    await using _held = await hold()
    expect(Buffer.byteLength(socketPathOf(folder))).toBeLessThanOrEqual(107)
  })
})
