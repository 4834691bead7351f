import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../errors/app-error.ts'

/** Who holds a folder, as its lock file says. */
interface Holder {
  readonly pid: number
  /** Start of the process in clock ticks since boot: a pid is used again, both together are not. */
  readonly start: string
  readonly boot: string
  readonly pidNamespace: string
  readonly host: string
  readonly renewedAt: number
}

const RENEW_MS = 3_000
/** A holder that can't be looked at (another container, another machine) counts as gone after this silence. */
const STALE_MS = 15_000

/** Holds a folder for one process. Two doors: an abstract socket, which the kernel frees with the process but which
 *  counts per network namespace; and a file that is renewed, for all others. Throws AppError `conflict`. */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  const file = join(folder, 'lock.json')
  const server = await takeSocket(folder, file)
  try {
    refuseIfHeld(folder, readHolder(file))
  } catch (error) {
    server?.close()
    throw error
  }
  const renew = (): void => writeFileSync(file, JSON.stringify({ ...self(), renewedAt: Date.now() }), { mode: 0o600 })
  renew()
  const timer = setInterval(renew, RENEW_MS).unref()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      rmSync(file, { force: true })
      if (server) await once(server.close(), 'close')
    },
  }
}

/** Linux only: elsewhere the file has to do. */
async function takeSocket(folder: string, file: string): Promise<Server | undefined> {
  if (process.platform !== 'linux') return undefined
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex')
  const server = createServer((socket) => socket.destroy()).listen(`\0netraven-${name}`)
  try {
    await once(server, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw held(folder, readHolder(file)?.pid)
    throw error
  }
  return server.unref()
}

function refuseIfHeld(folder: string, holder: Holder | undefined): void {
  if (!holder) return
  const own = self()
  if (holder.boot === own.boot && holder.pidNamespace === own.pidNamespace) {
    if (holder.pid !== own.pid && startOf(holder.pid) === holder.start) throw held(folder, holder.pid)
    return
  }
  if (holder.host === own.host && holder.boot !== own.boot) return // the machine was started anew
  if (Date.now() - holder.renewedAt < STALE_MS) throw held(folder, holder.pid, holder.host)
}

const held = (folder: string, pid: number | undefined, host?: string): AppError => {
  const who = pid === undefined ? 'another NetRaven process' : `process ${pid}${host ? ` on ${host}` : ''}`
  const help =
    'Stop it first, or leave it running: commands such as "netraven device list" reach it by themselves. Nothing was touched.'
  return new AppError('conflict', `${folder} is in use by ${who}. ${help}`, pid === undefined ? {} : { pid })
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined // none, or cut short by the end of its writer
  }
}

const self = (): Omit<Holder, 'renewedAt'> => ({
  pid: process.pid,
  start: startOf(process.pid) ?? '',
  boot: read('/proc/sys/kernel/random/boot_id'),
  pidNamespace: link('/proc/self/ns/pid'),
  host: hostname(),
})

/** Field 22 of /proc/PID/stat; undefined when there is no such process. Source: proc(5). */
function startOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] || undefined
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1').trim()
  } catch {
    return ''
  }
}

function link(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}
