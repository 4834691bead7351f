import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeDevice, type FakeDevice } from './testing/index.ts'

const readme = new URL('../README.md', import.meta.url)
const repository = fileURLToPath(new URL('../../..', import.meta.url))
const modules = join(repository, 'node_modules')
const compilerOptions = {
  noEmit: true,
  composite: false,
  rootDir: '/',
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: false,
  types: ['node'],
  typeRoots: [join(modules, '@types')],
}
const password = 'readme-Password1'

interface Ended {
  readonly code: number | null
  readonly said: string
  readonly failed: string
}

/** The examples by the file names in their first lines. */
async function examplesIn(page: URL): Promise<ReadonlyMap<string, string>> {
  const blocks = (await readFile(page, 'utf8')).matchAll(/^```ts\n\/\/ (\S+\.ts)\n([^]*?)^```$/gm)
  return new Map([...blocks].map(([, name = '', code = '']) => [name, code]))
}

const examples = await examplesIn(readme)
let folder: string
let there: FakeDevice

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readme-'))
  await symlink(modules, join(folder, 'node_modules'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  there = await fakeDevice({
    platform: 'cisco_ios',
    hostname: 'sw1',
    username: 'backup',
    password,
    config: '!\nversion 17.9\nhostname sw1\n!\nend\n',
  })
  for (const [name, code] of examples)
    await writeFile(join(folder, name), code.replace("host: '192.0.2.7',", `host: '127.0.0.1', port: ${there.port},`))
})
afterAll(async () => {
  await there.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs an example as a reader would. */
const run = (name: string) => runNode(['--conditions=netraven-source', '--disable-warning=ExperimentalWarning', name])

async function runNode(args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, DEVICE_PASSWORD: password, NODE_OPTIONS: '' }
  const child = spawn(process.execPath, args, { cwd: folder, env })
  const [said, failed] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, said, failed }
}

describe('the README', () => {
  it.each<[string, RegExp]>([
    ['backup.ts', /^true end-mark \d+\nsw1 /],
    ['commands.ts', /Cisco IOS[^]*show nonsense rejected\nshow running-config \d+\n\d+\n$/],
    ['parse.ts', /Hostname: 'sw1'/],
    ['detect.ts', /^cisco_\w+ \d+ \[[^]*probe: Cisco IOS/],
    ['cancel.ts', /^cancelled\n$/],
    ['errors.ts', /^auth auth /],
    ['pool.ts', /^3\n$/],
    ['own-platform.ts', /proven: true/],
    ['record.ts', /^end-mark\n$/],
    ['fake.ts', /^true\n$/],
  ])('has the example %s, and it does what it says', async (name, wanted) => {
    expect(await run(name)).toEqual({ code: 0, said: expect.stringMatching(wanted), failed: '' })
  })

  it('has examples that compile', async () => {
    const options = { extends: join(repository, 'tsconfig.base.json'), compilerOptions, include: ['*.ts'] }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options))
    expect(await runNode([join(modules, 'typescript/bin/tsc'), '-p', folder])).toEqual({
      code: 0,
      said: '',
      failed: '',
    })
  })

  it('has no example that nobody runs', () => {
    expect([...examples.keys()].filter((name) => name !== 'device.ts')).toHaveLength(10)
  })
})
