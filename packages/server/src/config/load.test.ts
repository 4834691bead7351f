import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from './load.ts'

describe('the configuration', () => {
  let cwd: string
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'config-'))
    mkdirSync(join(cwd, 'config', 'environments'), { recursive: true })
  })
  afterEach(() => rmSync(cwd, { recursive: true }))

  const file = (name: string, text: string): string => {
    writeFileSync(join(cwd, 'config', name), text)
    return join(cwd, 'config', name)
  }
  const sourceOf = (config: ReturnType<typeof loadConfig>, key: string) =>
    config.describe().find((entry) => entry.key === key)?.source

  it('takes command line before environment before database before files before defaults', () => {
    const name = 'job.max_parallel'
    const yaml = file('a.yaml', 'job: { max_parallel: 2 }')
    expect(loadConfig({ env: {}, cwd: tmpdir() }).get(name)).toBe(5)
    const fromFiles = loadConfig({ env: {}, cwd })
    expect([fromFiles.get(name), sourceOf(fromFiles, name)]).toEqual([2, yaml])
    fromFiles.setDatabaseLevel([{ key: name, value: 3 }])
    expect([fromFiles.get(name), sourceOf(fromFiles, name)]).toEqual([3, 'database'])
    const fromEnv = loadConfig({ env: { NETRAVEN_JOB__MAX_PARALLEL: '4' }, cwd })
    fromEnv.setDatabaseLevel([{ key: name, value: 3 }])
    expect(fromEnv.get(name)).toBe(4)
    expect(loadConfig({ env: { NETRAVEN_JOB__MAX_PARALLEL: '4' }, flags: { [name]: 6 }, cwd }).get(name)).toBe(6)
  })

  it.each([
    'NETRAVEN_PASSWORD',
    'NETRAVEN_PASSWORD_FILE',
    'NETRAVEN_ENABLE_PASSWORD_FILE',
    'NETRAVEN_ADMIN_PASSWORD',
    'NETRAVEN_USER_PASSWORD',
    'NETRAVEN_CREDENTIAL_PASSWORD',
    'NETRAVEN_TOKEN',
    'NETRAVEN_SERVER',
  ])('leaves %s to the command that reads it', (name) => {
    expect(() => loadConfig({ env: { [name]: 'x' }, cwd })).not.toThrow()
  })

  it('reads the file of an environment over the common ones, and --config over both', () => {
    file('a.yaml', 'lease_s: 10')
    file('environments/lab.yaml', 'lease_s: 11')
    const own = file('own.txt', 'lease_s: 12')
    expect(loadConfig({ env: {}, cwd, environment: 'lab' }).get('lease_s')).toBe(11)
    expect(loadConfig({ env: {}, cwd, environment: 'lab', config: own }).get('lease_s')).toBe(12)
  })

  it('tells all faults at once, with what was probably meant', () => {
    file('a.yaml', 'worker: { concurency: 3 }\nlease_s: soon')
    const load = () => loadConfig({ env: { NETRAVEN_API__PROT: '1', NETRAVEN_REAPER_S: '-1' }, cwd })
    expect(load).toThrow(/4 faults/)
    expect(load).toThrow(/worker.concurency is no setting; did you mean worker.concurrency\?/)
    expect(load).toThrow(/NETRAVEN_API__PROT is no setting; did you mean NETRAVEN_API__PORT\?/)
    expect(load).toThrow(/lease_s/)
    expect(load).toThrow(/environment NETRAVEN_REAPER_S/)
  })

  it('takes no word of the language for a setting', () => {
    file('a.yaml', 'constructor: 1\ntoString: 2')
    expect(() => loadConfig({ env: {}, cwd })).toThrow(/constructor is no setting[^]*toString is no setting/)
    const config = loadConfig({ env: {}, cwd: tmpdir() })
    expect(() => config.checkSetting('constructor', 1)).toThrow('constructor is no setting')
  })

  it('names a file that is missing or is no YAML', () => {
    expect(() => loadConfig({ env: {}, cwd, config: '/nowhere.yaml' })).toThrow(/nowhere\.yaml/)
    file('bad.yaml', 'a: [')
    expect(() => loadConfig({ env: {}, cwd })).toThrow(/bad\.yaml/)
  })

  it('reads secrets from files and never shows them', () => {
    const secret = file('url.txt', 'postgres://u:p@db/netraven\n')
    const config = loadConfig({ env: { NETRAVEN_DATABASE_URL_FILE: secret }, cwd: tmpdir() })
    expect(config.get('database.url')).toBe('postgres://u:p@db/netraven')
    expect(JSON.stringify(config.describe())).not.toContain('postgres://')
    expect(() => loadConfig({ env: { NETRAVEN_DATABASE_URL_FILE: '/nowhere' }, cwd })).toThrow(
      /NETRAVEN_DATABASE_URL_FILE/,
    )
  })

  it('understands the names of the original design and says how they are called now', () => {
    file('a.yaml', 'worker: { thread_pool_size: 7 }')
    const config = loadConfig({ env: {}, cwd })
    expect(config.get('job.max_parallel')).toBe(7)
    expect(config.hints[0]).toContain('worker.thread_pool_size is called job.max_parallel now')
  })

  it('lets an administrator set what is no file, address or secret', () => {
    const config = loadConfig({ env: {}, cwd })
    expect(config.checkSetting('job.max_parallel', '9')).toEqual({ key: 'job.max_parallel', value: 9 })
    expect(() => config.checkSetting('archive.path', '/etc')).toThrow(/environment or file only/)
    expect(() => config.checkSetting('job.max_paralel', 9)).toThrow(/did you mean job.max_parallel/)
    expect(() => config.checkSetting('job.max_parallel', 0)).toThrow(/job.max_parallel/)
  })

  it('goes on without a stored value that no longer fits, and names it', () => {
    const config = loadConfig({ env: {}, cwd })
    expect(
      config.setDatabaseLevel([
        { key: 'gone', value: 1 },
        { key: 'lease_s', value: 9 },
      ]),
    ).toEqual(['gone is no setting'])
    expect(config.get('lease_s')).toBe(9)
  })
})
