import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { has } from '@netraven/tools/needs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const device = fileURLToPath(new URL('../packages/device', import.meta.url))
/** An LTS before the one that the repository brings; `engines` begins with it. */
const OLDER_NODE = '22.23.3'

/** A visit to a fake device, in syntax that Node 22 reads too. */
const EXAMPLE = `
import { openSession, pinned, PLATFORMS, findPlatform, templateFor } from '@netraven/device'
import { fakeDevice } from '@netraven/device/testing'
const there = await fakeDevice({ platform: 'cisco_ios', hostname: 'sw1', username: 'u', password: 'p', config: '!\\nhostname sw1\\n!\\nend\\n' })
const session = await openSession({
  host: there.address, port: there.port, platform: 'auto',
  credential: { username: 'u', password: () => 'p' }, hostKey: pinned([there.fingerprint]),
})
const { complete, text } = await session.getConfig('running')
await session[Symbol.asyncDispose]()
await there.close()
console.log(JSON.stringify({ by: complete.by, same: text.includes('hostname sw1'), many: PLATFORMS.length >= 200, ios: findPlatform('ios')?.id, template: templateFor('cisco_ios', 'show version') !== undefined }))
`

describe.runIf(has('registry'))('the package for other people', () => {
  let folder: string
  let app: string
  const npm = (args: readonly string[], cwd: string) => run('npm', [...args, '--no-audit', '--no-fund'], { cwd })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'package-'))
    app = join(folder, 'app')
    await mkdir(app)
    await npm(['pack', '--pack-destination', folder], device)
    const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'))
    await writeFile(join(app, 'package.json'), '{"name":"app","private":true,"type":"module"}')
    await npm(['install', '--ignore-scripts', join(folder, tarball)], app)
    await writeFile(join(app, 'example.js'), EXAMPLE)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('fetches ssh2 and what that needs, and nothing else', async () => {
    const { packages } = JSON.parse(await readFile(join(app, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { readonly inBundle?: boolean }>
    }
    const fetched = Object.keys(packages).filter((path) => path !== '' && packages[path]?.inBundle !== true)
    const names = fetched.map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    const ofSsh2 = ['asn1', 'bcrypt-pbkdf', 'buildcheck', 'cpu-features', 'nan', 'safer-buffer', 'tweetnacl']
    expect(names.filter((name) => !ofSsh2.includes(name))).toEqual(['@netraven/device', 'ssh2'])
    expect(packages['node_modules/@netraven/device/node_modules/@netraven/config-text']).toMatchObject({
      inBundle: true,
    })
  })

  it('holds no test, no source map and nothing of server or contract, and leaves nothing behind in the repository', async () => {
    const installed = join(app, 'node_modules/@netraven/device')
    const files = await readdir(installed, { recursive: true })
    expect(files.filter((name) => /\.test\.|\.map$|tsbuildinfo/.test(name))).toEqual([])
    const code = await Promise.all(
      files.filter((name) => /\.(js|d\.ts)$/.test(name)).map((name) => readFile(join(installed, name), 'utf8')),
    )
    const imported = new Set(
      code.flatMap((text) => [...text.matchAll(/\bfrom '([^'.][^']*)'/g)].map(([, name]) => name)),
    )
    const others = new Set([...imported].filter((name) => !name?.startsWith('node:')))
    expect(others).toEqual(new Set(['@netraven/config-text', 'ssh2']))
    expect(files).toContain('LICENSE')
    expect(await readdir(device)).not.toContain('LICENSE')
    expect(await readdir(join(device, 'node_modules')).catch(() => [])).toEqual([])
  })

  const good = { by: 'end-mark', same: true, many: true, ios: 'cisco_ios', template: true }

  it('visits a device on the Node of the repository', async () => {
    const { stdout } = await run(process.execPath, ['example.js'], { cwd: app })
    expect(JSON.parse(stdout)).toEqual(good)
  })

  it(`visits a device on Node ${OLDER_NODE}`, async () => {
    const nodes = join(folder, 'node')
    await mkdir(nodes)
    await writeFile(join(nodes, 'package.json'), '{"private":true}')
    const name = `node-${process.platform}-${process.arch}`
    await npm(['install', '--ignore-scripts', `${name}@${OLDER_NODE}`], nodes)
    const node = join(nodes, 'node_modules', name, 'bin/node')
    expect((await run(node, ['--version'])).stdout).toBe(`v${OLDER_NODE}\n`)
    const { stdout } = await run(node, ['example.js'], { cwd: app })
    expect(JSON.parse(stdout)).toEqual(good)
  })

  it('has types that compile in a strict project', async () => {
    const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
    const types = fileURLToPath(new URL('../node_modules/@types', import.meta.url))
    await writeFile(
      join(app, 'typed.ts'),
      `import { openSession, pinned, type PlatformId } from '@netraven/device'
const id: PlatformId = 'cisco_ios'
// @ts-expect-error no platform has this name
const wrong: PlatformId = 'cisco_oss'
export const visit = () => openSession({ host: 'h', platform: id, credential: { username: 'u' }, hostKey: pinned([]) })
export { wrong }
`,
    )
    const options = ['--strict', '--module', 'nodenext', '--target', 'es2024', '--noEmit', '--typeRoots', types]
    const { stdout } = await run(process.execPath, [tsc, ...options, '--types', 'node', 'typed.ts'], {
      cwd: app,
    }).catch((error: { stdout: string }) => error)
    expect(stdout).toBe('')
  })
})
