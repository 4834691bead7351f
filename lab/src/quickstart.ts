import { once } from 'node:events'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Lab } from './lab.ts'
import { createClient } from './quickstart/client.ts'
import { openFolder, type Folder } from './quickstart/folder.ts'
import { needGit } from './quickstart/git-log.ts'
import { createPage, typed, type Page } from './quickstart/page.ts'
import { QuickstartError } from './quickstart/quickstart-error.ts'
import { startServer, type RunningServer } from './quickstart/server.ts'
import { keptOf, tellStory } from './quickstart/story.ts'
import { startLab } from './start-lab.ts'

const usage = `Shows NetRaven at work on simulated devices, and stays up until Ctrl-C.

  npm run quickstart -- [--once] [--data-dir DIR] [--port N] [--devices N]

  --once          leaves after the second backup; exit code 0 only if every step held
  --data-dir DIR  where NetRaven keeps everything (default ./netraven-data)
  --port N        port of the API (default: any free one)
  --devices N     how many simulated devices, at least 5 (default 5)
`

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))

function readOptions() {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({ options: { once: flag, help: flag, 'data-dir': text, port: text, devices: text } })
  const port = number(values.port)
  const devices = number(values.devices) ?? 5
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536))
    throw new QuickstartError('--port wants 1 to 65535')
  if (!Number.isInteger(devices) || devices < 5) throw new QuickstartError('--devices wants 5 or more')
  return { ...values, port, devices, dataDir: resolve(values['data-dir'] ?? 'netraven-data') }
}

async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) return void process.stdout.write(usage)
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const interrupt = new AbortController()
  void stopped.then(() => interrupt.abort())
  const page = createPage((text) => process.stdout.write(text))
  await needGit()
  const folder = await openFolder(options.dataDir)

  page.step(`${options.devices} simulated devices on loopback`)
  await using lab = await startLab({ ...folder.state, devices: options.devices })
  await folder.save({ ...folder.state, ...keptOf(lab) })
  showDevices(page, lab)

  page.step(
    `NetRaven, with its embedded database in ${typed(folder.dataDir)}${folder.isKnown ? ', which is there from before' : ''}`,
  )
  await using server = await startServer(folder, options.port)
  page.line(`${server.url}, process ${server.pid}`)

  const client = createClient({
    page,
    dataDir: folder.dataDir,
    url: server.url,
    adminPassword: folder.state.adminPassword,
    signal: interrupt.signal,
  })
  const story = tellStory({ page, lab, folder, client }).then(() => 'told' as const)
  const end = await Promise.race([story, stopped])
  if (end !== 'told') return void (process.exitCode = 130)
  page.step(`Every step held: ${lab.devices.length} devices backed up, one changed, its diff and its commit above`)
  if (options.once) return
  showWhatNext(page, folder, server, lab)
  const whoEnded = await Promise.race([stopped, server.ended.then(() => 'server' as const)])
  if (whoEnded === 'server') {
    page.line(
      '\nNetRaven has ended. The devices stay up until Ctrl-C, and the same commands now work on the folder alone.',
    )
    await stopped
  }
}

function showDevices(page: Page, lab: Lab): void {
  for (const { hostname, platform, address, port } of lab.devices) {
    page.line(`${hostname.padEnd(12)}  ${platform.padEnd(18)}  ${address}:${port}`)
  }
}

function showWhatNext(page: Page, folder: Folder, { url }: RunningServer, lab: Lab): void {
  page.line(`API     ${url}/api/docs
Login   admin, password ${folder.state.adminPassword}

In a second terminal, in this folder:
  npx netraven device list
  npx netraven job run nightly
  npx netraven run show nightly
  npx netraven snapshot diff ${lab.devices[0]?.hostname ?? ''}
  git --git-dir ${typed(folder.dataDir)}/archive.git log -p

Ctrl-C stops NetRaven and the devices. ${typed(folder.dataDir)} stays, and the next quickstart goes on with it.`)
}

await main().catch((error: unknown) => {
  const isExpected = error instanceof QuickstartError || (error instanceof TypeError && 'code' in error)
  process.stderr.write(`\n${isExpected ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
})
