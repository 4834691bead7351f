import { mkdtempDisposable, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { fakeDevice } from '../packages/device/src/testing/index.ts'
import { startProgram } from './support/program.ts'

const BYTES = 100_000_000
const MOST_MEMORY_MB = 512
const MOST_MS = 120_000
const login = { username: 'netbackup', password: 'Right-Horse-7' }

/** The most memory a process has held so far, MB; as it was last seen once the process is gone. */
async function watchMemory(pid: number, ended: Promise<unknown>): Promise<number> {
  let most = 0
  let isOver = false
  void ended.then(() => (isOver = true))
  while (!isOver) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    most = Math.max(most, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024)
    await sleep(20)
  }
  return most
}

function largeConfig(): string {
  const lines = ['!', 'version 17.9', 'hostname core1', '!']
  for (let bytes = 0, at = 0; bytes < BYTES; at++) {
    const line = `interface Ethernet${at} description one line of very many, as long as such lines are`
    lines.push(line)
    bytes += line.length + 1
  }
  return `${lines.join('\n')}\n!\nend\n`
}

it(`netraven fetch brings 100 MB home, every byte, within ${MOST_MS / 1000} s and ${MOST_MEMORY_MB} MB of memory`, async () => {
  await using state = await mkdtempDisposable(join(tmpdir(), 'large-'))
  await using device = await fakeDevice({ platform: 'cisco_ios', hostname: 'core1', ...login, config: largeConfig() })
  const started = performance.now()
  const args = [
    'fetch',
    device.address,
    '--port',
    `${device.port}`,
    '--username',
    login.username,
    '--platform',
    'cisco_ios',
  ]
  const fetch = startProgram(args, { env: { NETRAVEN_PASSWORD: login.password, XDG_STATE_HOME: state.path } })
  const memoryMb = await watchMemory(fetch.pid, fetch.ended)
  expect(await fetch.ended).toBe(0)
  expect(fetch.stdout() === device.seen.lastConfigSent.toString()).toBe(true)
  expect(performance.now() - started).toBeLessThan(MOST_MS)
  expect(memoryMb).toBeLessThan(MOST_MEMORY_MB)
})
