import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Commit } from './commit-of.ts'
import { startFastImport } from './fast-import.ts'
import { createGit } from './git.ts'
import { removeLeftovers } from './leftovers.ts'
import { pathOf } from './path-of.ts'
import { initRepository, type Repository } from './repository.ts'

const commit: Commit = {
  author: 'a <a@netraven> 1800000000 +0000',
  committer: 'NetRaven <archivist@netraven> 1800000000 +0000',
  message: 'm\n',
  puts: [{ path: pathOf('by-host', 'r1', 'running-config'), bytes: Buffer.from('text\n') }],
  drops: [],
}

describe('git', () => {
  let folder: string
  let repository: Repository
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netraven-git-'))
    repository = await initRepository(join(folder, 'deep', 'archive.git'), 'by-host')
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })

  it('is missed with a message that says what to do', async () => {
    const git = createGit(repository.path, '/nonexistent')
    await expect(git.run(['version'])).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('apt-get install git'),
    })
    const child = startFastImport(git, undefined)
    await expect(child.commit(commit).then(() => child.flush())).rejects.toThrow('apt-get install git')
  })

  it('says in its own words what it did not do', async () => {
    await expect(repository.git.run(['rev-list', 'nothing'])).rejects.toThrow(
      /^git rev-list in .*ended with 128: fatal: .*nothing/,
    )
  })

  it('hears nothing of the environment, the user or the machine', async () => {
    vi.stubEnv('GIT_DIR', '/nonexistent')
    vi.stubEnv('GIT_CONFIG_COUNT', '1')
    vi.stubEnv('GIT_CONFIG_KEY_0', 'alias.version')
    vi.stubEnv('HOME', folder)
    await writeFile(join(folder, '.gitconfig'), '[user]\n\tname = mallory\n')
    const { stdout } = await repository.git.run(['config', '--list', '--show-origin'])
    expect(stdout.toString()).toContain('core.fsync=all')
    expect(stdout.toString()).not.toMatch(/mallory|alias/)
  })

  it('runs no hook', async () => {
    const hook = join(repository.path, 'hooks', 'reference-transaction')
    await mkdir(join(repository.path, 'hooks'), { recursive: true })
    await writeFile(hook, `#!/bin/sh\ntouch ${join(folder, 'ran')}\n`)
    await chmod(hook, 0o755)
    const child = startFastImport(repository.git, undefined)
    await child.commit(commit)
    const [id] = await child.flush()
    await child.close()
    await repository.setAside(id ?? '')
    await expect(stat(join(folder, 'ran'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('takes no name for an option', async () => {
    expect(await repository.has('--help')).toBe(false)
    await expect(repository.setAside('--stdin')).rejects.toThrow('git update-ref')
  })
})

describe('fast-import', () => {
  let folder: string
  let repository: Repository
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netraven-git-'))
    repository = await initRepository(join(folder, 'archive.git'), 'by-host')
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('gives the id of each commit, in order, flush by flush', async () => {
    await using child = startFastImport(repository.git, undefined)
    for (let n = 0; n < 3; n += 1) await child.commit({ ...commit, message: `${n}\n` })
    const first = await child.flush()
    await child.commit({ ...commit, message: '3\n' })
    const second = await child.flush()
    expect(await repository.commitsBetween(undefined, second[0] ?? '')).toEqual([...first, ...second])
    expect(await child.flush()).toEqual([])
  })

  it('gives the same commits the same ids, elsewhere too', async () => {
    const ids: string[][] = []
    for (const place of ['one', 'two']) {
      const { git } = await initRepository(join(folder, place), 'by-host')
      await using child = startFastImport(git, undefined)
      await child.commit(commit)
      ids.push(await child.flush())
    }
    expect(ids[0]).toEqual(ids[1])
  })

  it('says why, and does not wait for ever, when the child ends in the middle', async () => {
    const child = startFastImport(repository.git, 'f'.repeat(40))
    const written = child.commit(commit).then(() => child.flush())
    await expect(written).rejects.toThrow(/git fast-import ended with 128: fatal: /)
    await expect(child.close()).rejects.toThrow('ended with 128')
  })

  it('ends at once when its signal aborts, and moves nothing', async () => {
    const stop = new AbortController()
    const child = startFastImport(repository.git, undefined, stop.signal)
    await child.commit(commit)
    stop.abort()
    await expect(child.flush()).rejects.toThrow('aborted')
    expect(await repository.tip()).toBeUndefined()
  })

  it('moves nothing when its parent is killed, and its traces can be cleared', async () => {
    const urlOf = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href)
    const parent = `
      import { startFastImport } from ${urlOf('./fast-import.ts')}
      import { createGit } from ${urlOf('./git.ts')}
      const { puts: [put], ...commit } = ${JSON.stringify(commit)}
      await startFastImport(createGit(${JSON.stringify(repository.path)}), undefined)
        .commit({ ...commit, puts: [{ ...put, bytes: Buffer.from(put.bytes.data) }] })
      process.kill(process.pid, 'SIGKILL')`
    const options = ['--conditions=netraven-source', '--input-type=module', '-e', parent]
    expect(spawnSync(process.execPath, options)).toMatchObject({ signal: 'SIGKILL' })
    expect(await repository.tip()).toBeUndefined()
    expect(await removeLeftovers(repository.path, 0)).not.toEqual([])
    expect(await repository.faults()).toEqual([])
  })

  it('writes texts larger than a pipe without stopping', async () => {
    await using child = startFastImport(repository.git, undefined)
    const bytes = Buffer.alloc(8_000_000, 'interface Ethernet0\n')
    await child.commit({ ...commit, puts: [{ path: pathOf('by-host', 'r1', 'running-config'), bytes }] })
    const [id] = await child.flush()
    const { stdout } = await repository.git.run(['cat-file', '-s', '--end-of-options', `${id}:r1/running-config.txt`])
    expect(stdout.toString()).toBe('8000000\n')
  })
})
