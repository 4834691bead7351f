import { once } from 'node:events'
import { connect } from 'node:net'
import { Client, type ClientChannel, type ConnectConfig } from 'ssh2'
import type { FakeDevice } from './options.ts'

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

export async function logIn(device: FakeDevice, options: ConnectConfig = {}): Promise<Client> {
  const client = new Client()
  const sock = connect({ host: device.address, port: device.port, noDelay: true })
  const ready = once(client, 'ready')
  client.connect({ sock, username: 'backup', password: 'right', hostVerifier: () => true, ...options })
  await ready
  return client
}

export async function openShell(device: FakeDevice, options: ConnectConfig = {}): Promise<PlainClient> {
  const client = await logIn(device, options)
  const closed = once(client, 'close')
  client.on('error', () => {})
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
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.exec(command, (error, opened) => (error ? reject(error) : resolve(opened)))
  })
  let output = ''
  let status: number | undefined
  channel.on('data', (bytes: Buffer) => (output += bytes.toString('latin1')))
  channel.on('exit', (code: number) => (status = code))
  await once(channel, 'close')
  return { output, status }
}
