import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startFastImport } from './fast-import.ts'
import { pathOf } from './path-of.ts'
import { initRepository, type Repository } from './repository.ts'
import { createUpkeep, type Upkeep } from './upkeep.ts'

describe('upkeep of the archive', () => {
  let folder: string
  let repository: Repository
  let stop: AbortController
  let upkeep: Upkeep
  const heard: string[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netraven-upkeep-'))
    repository = await initRepository(join(folder, 'archive.git'), 'by-host')
    stop = new AbortController()
    heard.length = 0
    upkeep = createUpkeep({
      log: { info: () => {}, warn: (_fields, message) => heard.push(message) },
      checkMs: 60_000,
      whenDamaged: () => heard.push('damaged'),
      signal: stop.signal,
    })
  })
  afterEach(async () => {
    stop.abort()
    await vi.waitUntil(() => !upkeep.isRunning)
    await rm(folder, { recursive: true })
  })

  const done = (): Promise<boolean> => vi.waitUntil(() => !upkeep.isRunning, { timeout: 15_000 })
  /** Each flush of so many commits is a pack. */
  const writePacks = async (count: number): Promise<string | undefined> => {
    await using child = startFastImport(repository.git, await repository.tip())
    let tip: string | undefined
    for (let n = 0; n < count * 40; n += 1) {
      const line = `NetRaven <archivist@netraven> ${1_800_000_000 + n} +0000`
      const path = pathOf('by-host', `r${n % 5}`, 'running-config')
      const puts = [{ path, bytes: Buffer.from(`version ${n}\n`) }]
      await child.commit({ author: line, committer: line, message: `${n}\n`, puts, drops: [] })
      if (n % 40 === 39) tip = (await child.flush()).at(-1)
    }
    await child.close()
    return tip
  }

  it('packs the archive anew when packs have piled up, and changes no commit', async () => {
    const tip = await writePacks(50)
    expect((await repository.git.run(['count-objects', '-v'])).stdout.toString()).toContain('packs: 50\n')
    upkeep.startIfDue(repository)
    await done()
    expect((await repository.git.run(['count-objects', '-v'])).stdout.toString()).toMatch(/packs: [12]\n/)
    expect(await repository.tip()).toBe(tip)
    expect(await repository.faults()).toEqual([])
    expect((await stat(join(repository.path, 'objects/info/commit-graph'))).size).toBeGreaterThan(0)
    expect(heard).toEqual([])
  })

  it('leaves a tidy archive as it is, and does not look again before its time', async () => {
    const tip = await writePacks(1)
    upkeep.startIfDue(repository)
    expect(upkeep.isRunning).toBe(true)
    await done()
    expect((await repository.git.run(['count-objects', '-v'])).stdout.toString()).toContain('packs: 1\n')
    upkeep.startIfDue(repository)
    expect(upkeep.isRunning).toBe(false)
    expect(await repository.tip()).toBe(tip)
  })

  it('tells of damage', async () => {
    await writeFile(join(repository.path, 'refs/heads/main'), `${'f'.repeat(40)}\n`)
    upkeep.startIfDue(repository)
    await done()
    expect(heard).toEqual(['a check found damage in the archive', 'damaged'])
  })

  it('disturbs nobody who publishes at the same time', async () => {
    await writePacks(3)
    const packing = repository.git.run(['gc', '--quiet'])
    const tip = await writePacks(3)
    await packing
    expect(await repository.tip()).toBe(tip)
    expect(await repository.faults()).toEqual([])
  })
})
