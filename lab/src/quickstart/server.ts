import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Folder } from './folder.ts'
import { startNetraven } from './program.ts'
import { QuickstartError } from './quickstart-error.ts'

/** The NetRaven that the quickstart started. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string
  readonly pid: number
  /** Settles when the process has ended, whoever ended it. */
  readonly ended: Promise<unknown>
}

const READY_MS = 60_000
const STOP_MS = 30_000

/** Starts `netraven serve` on the folder and waits until it answers. */
export async function startServer(folder: Folder, wantedPort: number | undefined): Promise<RunningServer> {
  const port = wantedPort ?? (await freePort())
  const passwordFile = await folder.write('admin-password', folder.state.adminPassword)
  const child = startNetraven(['serve', '--data-dir', folder.dataDir, '--port', String(port)], {
    NETRAVEN_ADMIN_PASSWORD_FILE: passwordFile,
  })
  const ended = once(child, 'close')
  const log = createWriteStream(folder.file('server.log'), { mode: 0o600 })
  let lastWords = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes: Buffer) => {
      log.write(bytes)
      lastWords = (lastWords + bytes.toString()).slice(-2_000)
    })
  }
  const url = `http://127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await ended
      clearTimeout(late)
    }
    log.end()
  }
  try {
    await ready(url, () => child.exitCode !== null || child.signalCode !== null)
  } catch {
    await stop()
    throw new QuickstartError(`NetRaven did not start on ${folder.dataDir}:\n${lastWords.trim()}`)
  }
  return { url, pid: child.pid ?? 0, ended, [Symbol.asyncDispose]: stop }
}

async function ready(url: string, hasEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (!(await answers(`${url}/readyz`))) {
    if (hasEnded() || Date.now() > deadline) throw new Error('not ready')
    await sleep(100)
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
