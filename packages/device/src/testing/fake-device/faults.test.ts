import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { fakeDevice } from './fake-device.ts'
import type { Fault } from './fault.ts'
import { exec, logIn, openShell } from './plain-client.ts'

const config = `!\nversion 17.9\nhostname sw1\n!\n${'vlan 7\n'.repeat(100)}!\nend\n`
const login = { username: 'backup', password: 'right' }
const cisco = (...faults: Fault[]) => fakeDevice({ platform: 'cisco_ios', hostname: 'sw1', ...login, config, faults })
const router = (...faults: Fault[]) => fakeDevice({ platform: 'frr', hostname: 'r1', ...login, config, faults })

/** What a plain TCP connection gets within a moment, and whether it was closed. */
async function firstBytes(port: number, wanted: number): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port })
  let text = ''
  for await (const bytes of socket) {
    text += String(bytes)
    if (text.length >= wanted) break
  }
  return text
}

it.each(['prompt', 'closed'] as const)('cuts a configuration at a byte and then: %s', async (ending) => {
  await using device = await cisco({ kind: 'cut-config', atByte: 80, ending, reads: 'every' })
  const whole = device.configAnswer().subarray(0, 80)
  await using shell = await openShell(device)
  await shell.until('sw1#')
  shell.type('terminal length 0\nshow running-config\n')
  if (ending === 'closed') await shell.closed
  else await shell.until('\r\nsw1#')
  expect(device.seen.lastConfigSent).toEqual(whole)
})

it('cuts only the first read when it is told so, and says nothing more after it', async () => {
  await using device = await router({ kind: 'cut-config', atByte: 40, ending: 'silence', reads: 'first' })
  const client = await logIn(device)
  const first = exec(client, 'show running-config')
  const second = await exec(client, 'show running-config')
  expect(second.output).toBe(device.configAnswer().toString())
  client.end()
  expect((await first).output).toBe(second.output.slice(0, 40))
})

it('gives no exit status to a cut text over an exec channel', async () => {
  await using device = await router({ kind: 'cut-config', atByte: 40, ending: 'prompt', reads: 'first' })
  const client = await logIn(device)
  expect((await exec(client, 'show running-config')).status).toBeUndefined()
  expect((await exec(client, 'show running-config')).status).toBe(0)
  client.end()
})

it.each([
  [{ kind: 'stall', at: 'kex' }, 'SSH-2.0-'],
  [{ kind: 'not-ssh' }, '220 mail'],
  [{ kind: 'huge-banner', bytes: 100_000, where: 'greeting' }, 'Welcome. '],
] as const)('speaks before SSH as %j says', async (fault, words) => {
  await using device = await cisco(fault)
  const least = fault.kind === 'huge-banner' ? fault.bytes : words.length
  expect(await firstBytes(device.port, least)).toContain(words)
})

it('accepts a connection and resets it', async () => {
  await using device = await cisco({ kind: 'reset-after-accept' })
  await expect(logIn(device)).rejects.toThrow('ECONNRESET')
})

it.each(['banner', 'auth'] as const)('never speaks again at %s', async (at) => {
  await using device = await cisco({ kind: 'stall', at })
  await expect(logIn(device, { readyTimeout: 300 })).rejects.toThrow('Timed out')
  expect(device.seen.passwords).toBe(0)
})

it('closes the connection after the login', async () => {
  await using device = await cisco({ kind: 'close-after-login' })
  const client = await logIn(device)
  await once(client, 'close')
  expect(device.seen.passwords).toBe(1)
})

it.each(['refuse-password', 'partial-success'] as const)('lets nobody in under %s', async (kind) => {
  await using device = await cisco({ kind })
  await expect(logIn(device)).rejects.toThrow('authentication')
})

it('asks again and again under endless-questions', async () => {
  await using device = await cisco({ kind: 'endless-questions' })
  await expect(
    logIn(device, { password: undefined as never, tryKeyboard: true, onKeyboard: 'right', readyTimeout: 300 }),
  ).rejects.toThrow('Timed out')
  expect(device.seen.passwords).toBeGreaterThan(5)
})

it('shows another host key, and its own again when the fault is over', async () => {
  await using device = await router()
  const keyOf = async (): Promise<string> => {
    let key = ''
    const client = await logIn(device, {
      hostVerifier: (shown: Buffer) => {
        key = shown.toString('base64')
        return true
      },
    })
    client.end()
    return key
  }
  const own = await keyOf()
  device.setFault({ kind: 'other-host-key' })
  expect(await keyOf()).not.toBe(own)
  device.setFault()
  expect(await keyOf()).toBe(own)
})

it('shares no algorithm with a modern client under legacy-algorithms', async () => {
  await using device = await cisco({ kind: 'legacy-algorithms' })
  await expect(logIn(device)).rejects.toThrow('no matching')
  const old = {
    kex: ['diffie-hellman-group1-sha1'],
    serverHostKey: ['ssh-rsa'],
    cipher: ['3des-cbc'],
    hmac: ['hmac-sha1'],
  }
  const client = await logIn(device, { algorithms: old as never })
  client.end()
})

it('writes its words in the shell and no prompt under no-prompt and huge-banner', async () => {
  await using device = await cisco({ kind: 'no-prompt' }, { kind: 'huge-banner', bytes: 200_000, where: 'shell' })
  await using shell = await openShell(device)
  expect(await shell.until('Welcome. \r\n\r\n')).not.toContain('sw1#')
})

it('changes its prompt for good once the configuration was read', async () => {
  await using device = await cisco({ kind: 'prompt-changes', to: 'detached' })
  await using shell = await openShell(device)
  await shell.until('sw1#')
  shell.type('terminal length 0\nshow running-config\n')
  await shell.until('detached')
  shell.type('\n')
  expect(await shell.until('detached')).toBe('\r\ndetached')
})

it.each([{ kind: 'endless-output' }, { kind: 'huge-line', bytes: 50_000_000 }] as const)(
  'goes on writing under %j',
  async (fault) => {
    await using device = await router(fault)
    const client = await logIn(device)
    void exec(client, 'show running-config')
    await expect.poll(() => device.seen.bytesSent, { timeout: 10_000 }).toBeGreaterThan(1_000_000)
    client.end()
    await expect.poll(() => device.seen.open).toBe(0)
  },
)

it('halts behind a line that looks like its prompt, in the banner and in the configuration', async () => {
  await using device = await cisco({ kind: 'fake-prompt', where: 'banner', pauseMs: 20 })
  await using shell = await openShell(device)
  expect(await shell.until('sw1#')).toBe('\r\nWelcome\r\nsw1#')
  expect(await shell.until('\r\nsw1#')).toContain('Authorised')
  device.setFault({ kind: 'fake-prompt', where: 'config', pauseMs: 20 })
  shell.type('terminal length 0\nshow running-config\n')
  await shell.until('banner motd ^C\r\nsw1#')
  await shell.until('end\r\n\r\nsw1#')
  expect(device.seen.lastConfigSent.toString()).toContain('^C\nsw1#\n^C')
})

it('refuses or empties the configuration', async () => {
  await using device = await router({ kind: 'refuse-config', text: '% Permission denied\n' })
  const client = await logIn(device)
  expect(await exec(client, 'show running-config')).toEqual({ output: '% Permission denied\n', status: 1 })
  device.setFault({ kind: 'empty-config' })
  expect(await exec(client, 'show running-config')).toEqual({ output: '', status: 0 })
  device.setFault({ kind: 'no-exec' })
  await expect(exec(client, 'show running-config')).rejects.toThrow('exec')
  client.end()
})

it('leaves out the echo and sends in small chunks', async () => {
  await using device = await cisco({ kind: 'no-echo' }, { kind: 'chunks', bytes: 3, delayMs: 0 })
  await using shell = await openShell(device)
  await shell.until('sw1#')
  shell.type('terminal length 0\n')
  expect(await shell.until('sw1#')).toBe('sw1#')
})

it('never hangs up when it is told so', async () => {
  await using device = await cisco()
  const stillOpen = async (): Promise<number> => {
    const socket = connect({ host: device.address, port: device.port })
    await once(socket, 'data')
    socket.end()
    await Promise.race([once(socket, 'close'), sleep(100)])
    return device.seen.open
  }
  expect(await stillOpen()).toBe(0)
  device.setFault({ kind: 'never-hangs-up' })
  expect(await stillOpen()).toBe(1)
  await device.close()
  expect(device.seen.open).toBe(0)
})
