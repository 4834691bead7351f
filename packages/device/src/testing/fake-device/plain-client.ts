import { once } from 'node:events'
import { connect } from 'node:net'
import { Client, type ClientChannel, type ConnectConfig } from 'ssh2'
import type { FakeDevice } from './options.ts'

export interface LoginOptions extends ConnectConfig {
  /** Answers a keyboard-interactive question. */
  readonly onKeyboard?: string
}

/** The plainest SSH client: what the fake device is tested with, so that no cleverness of a session hides a mistake. */
export interface PlainClient extends AsyncDisposable {
  /** Types into the shell. */
  readonly type: (text: string) => void
  /** All that the shell wrote since the last call, once it ends with `tail`. */
  readonly until: (tail: string) => Promise<string>
  /** Settles when the connection is closed. */
  readonly closed: Promise<unknown>
  readonly exec: (command: string) => Promise<{ output: string; status: number | undefined }>
}

export async function logIn(device: FakeDevice, options: LoginOptions = {}): Promise<Client> {
  const client = new Client()
  const sock = connect({ host: device.address, port: device.port, noDelay: true })
  const ready = once(client, 'ready')
  client.on('error', () => {}) // once the login is over, `closed` tells
  client.on('keyboard-interactive', (_name, _instructions, _language, _prompts, answer) =>
    answer([options.onKeyboard ?? '']),
  )
  client.connect({ sock, username: 'backup', password: 'right', hostVerifier: () => true, ...options })
  await ready
  return client
}

export async function openShell(device: FakeDevice, options: LoginOptions = {}): Promise<PlainClient> {
  const client = await logIn(device, options)
  const closed = once(client, 'close')
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.shell({ term: 'vt100', cols: 511, rows: 1000 }, (error, opened) => (error ? reject(error) : resolve(opened)))
  })
  let text = ''
  let wake = (): void => {}
  channel.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1')
    wake()
  })
  return {
    closed,
    type: (typed) => void channel.write(typed),
    async until(tail) {
      while (!text.endsWith(tail)) await new Promise<void>((resolve) => (wake = resolve))
      const all = text
      text = ''
      return all
    },
    exec: (command) => exec(client, command),
    async [Symbol.asyncDispose]() {
      client.end()
      await closed
    },
  }
}

export async function exec(client: Client, command: string): Promise<{ output: string; status: number | undefined }> {
  let output = ''
  let status: number | undefined
  await new Promise<void>((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error) return reject(error)
      channel.on('data', (bytes: Buffer) => (output += bytes.toString('latin1')))
      channel.on('exit', (code: number) => (status = code))
      channel.on('close', () => resolve())
    })
  })
  return { output, status }
}
