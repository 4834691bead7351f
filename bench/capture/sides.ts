import { once } from 'node:events'
import { connect } from 'node:net'
import { Client, type ClientChannel } from 'ssh2'
import { openSession, PROFILES } from '@netraven/device'
import { login, type Cell } from './cell.ts'

/** One visit: log in, the session commands, the configuration, goodbye. Gives the configuration's bytes. */
export type Visit = (
  place: { readonly host: string; readonly port: number },
  platform: Cell['platform'],
) => Promise<Buffer>

const nothingKnown = { knownTypes: async () => [], judge: async () => ({ trusted: true }) as const }

const netraven: Visit = async (place, platform) => {
  await using session = await openSession({
    ...place,
    platform,
    credential: { username: login.username, password: () => login.password },
    hostKey: nothingKnown,
  })
  const { bytes, complete } = await session.getConfig()
  return complete.proven ? bytes : Buffer.alloc(0)
}

/** The same commands by ssh2 and nothing else: no proof, no pager, no escape sequences, no time limits. */
const bareSsh2: Visit = async (place, platform) => {
  const client = new Client()
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  client.on('ready', resolve).on('error', reject)
  const algorithms = { ...PROFILES.modern, compress: ['none'] } as unknown as NonNullable<
    Parameters<Client['connect']>[0]['algorithms']
  >
  client.connect({
    sock: connect({ ...place, noDelay: true }),
    username: login.username,
    authHandler: [{ type: 'password', ...login }],
    hostVerifier: () => true,
    algorithms,
  })
  await ready
  const text = await (platform === 'cisco_ios' ? byShell(client) : byExec(client, 'show configuration | display omit'))
  const closed = once(client, 'close')
  client.end()
  await closed
  return text
}

async function byShell(client: Client): Promise<Buffer> {
  const channel = await opened((done) => client.shell({ term: 'vt100', cols: 511, rows: 1000 }, done))
  const prompt = /^bench\d#$/
  let chunks: Buffer[] = []
  let wake = () => {}
  channel.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    const tail = chunk.toString('latin1', Math.max(0, chunk.length - 80))
    if (prompt.test(tail.slice(tail.lastIndexOf('\n') + 1))) wake()
  })
  const answer = (command: string | undefined): Promise<Buffer> =>
    new Promise((done) => {
      wake = () => {
        const all = Buffer.concat(chunks)
        chunks = []
        done(all)
      }
      if (command !== undefined) channel.write(`${command}\n`)
    })
  await answer(undefined)
  await answer('terminal length 0')
  await answer('terminal width 511')
  const raw = (await answer('show running-config')).toString('latin1').replaceAll('\r\n', '\n')
  const gone = once(channel, 'close')
  channel.write('exit\n')
  await gone
  return Buffer.from(`${raw.slice(raw.indexOf('\n') + 1, raw.lastIndexOf('\n')).trimEnd()}\n`, 'latin1')
}

async function byExec(client: Client, command: string): Promise<Buffer> {
  const channel = await opened((done) => client.exec(command, done))
  const chunks: Buffer[] = []
  channel.on('data', (chunk: Buffer) => chunks.push(chunk))
  await new Promise((done) => channel.once('close', done))
  return Buffer.concat(chunks)
}

const opened = (
  open: (done: (error: Error | undefined, channel: ClientChannel) => void) => void,
): Promise<ClientChannel> =>
  new Promise((resolve, reject) => open((error, channel) => (error ? reject(error) : resolve(channel))))

export const sides = { netraven, ssh2: bareSsh2 } as const
