import type { Socket } from 'node:net'
import ssh2, { type Algorithms, type Connection, type ServerChannel, type Session } from 'ssh2'
import type { CliSession, FakeCli } from './cli.ts'
import { deliver, type Ending } from './delivery.ts'
import { findFault, type Fault } from './fault.ts'
import { serveScp, serveSftp, type FileParts } from './file-front.ts'
import { forward } from './forwarding.ts'
import { askWho, type QuestionParts } from './in-shell-questions.ts'
import { createKeyboard } from './keyboard.ts'
import type { Oracle } from './oracle.ts'
import { actInConnection, breakOff } from './ssh-faults.ts'
import { createLoginDesk, type LoginParts } from './ssh-login.ts'
import { createTerminal, refused } from './terminal.ts'
import { createWire, HungUp } from './wire.ts'

export interface SshFrontParts extends Omit<LoginParts, 'userOf'>, FileParts, QuestionParts {
  readonly cli: FakeCli
  readonly oracle: Oracle
  readonly faults: () => readonly Fault[]
  readonly hostKeys: () => readonly string[]
  readonly algorithms: Algorithms | undefined
  readonly forwards: boolean
  readonly pageLines: number
  readonly openSession: (login: string) => CliSession
}

/** Only what devices of about 2005 know. */
const legacyAlgorithms: Algorithms = {
  kex: ['diffie-hellman-group1-sha1'],
  serverHostKey: ['ssh-rsa'],
  cipher: ['3des-cbc', 'aes128-cbc'],
  hmac: ['hmac-sha1', 'hmac-md5'],
}

/** Speaks SSH on an accepted connection. */
export function serveSsh(parts: SshFrontParts, socket: Socket): void {
  const faults = parts.faults()
  const fault = findFault(faults, 'only-offers')
  const algorithms = findFault(faults, 'legacy-algorithms') ? legacyAlgorithms : (fault?.algorithms ?? parts.algorithms)
  const words = findFault(faults, 'auth-banner')
  const server = new ssh2.Server(
    {
      hostKeys: [...parts.hostKeys()],
      ident: parts.cli.ident,
      ...(words && { banner: 'Welcome. '.repeat(words.bytes / 9) }),
      ...(algorithms && { algorithms }),
    },
    (client) => serveClient(parts, client, socket),
  )
  server.injectSocket(socket)
}

function serveClient(parts: SshFrontParts, client: Connection, socket: Socket): void {
  const desk = createLoginDesk({ ...parts, userOf: parts.cli.userOf ?? ((login) => login) })
  let login = ''
  client.on('error', () => {}) // a client that breaks off or shares no algorithm; the oracle and the client tell
  client.on('authentication', (ctx) => {
    login = ctx.username
    if (!breakOff(parts.faults(), 'auth', { client, socket })) desk(ctx)
  })
  client.on('ready', () => {
    if (findFault(parts.faults(), 'close-after-login')) client.end()
    else if (!breakOff(parts.faults(), 'ready', { client, socket })) actInConnection(parts, client)
  })
  if (parts.forwards) forward(parts, client, socket)
  client.on('session', (accept) => serveSession({ ...parts, client }, accept(), login, socket))
}

interface ConnectionParts extends SshFrontParts {
  readonly client: Connection
}

function serveSession(parts: ConnectionParts, session: Session, login: string, socket: Socket): void {
  const faults = parts.faults
  session.on('pty', (accept) => accept())
  session.on('window-change', (accept) => accept?.())
  session.on('env', (accept) => accept?.())
  session.on('shell', (accept, reject) => {
    if (breakOff(faults(), 'session', { client: parts.client, socket })) return
    if (findFault(faults(), 'no-shell')) return reject()
    const channel = accept()
    runToEnd(channel, socket, runShell(parts, channel, login))
  })
  session.on('sftp', (accept, reject) => {
    if (findFault(faults(), 'no-sftp') || Object.keys(parts.files).length === 0) return reject()
    serveSftp(parts, accept())
  })
  session.on('exec', (accept, reject, { command }) => {
    if (breakOff(faults(), 'session', { client: parts.client, socket })) return
    const [, path] = /^scp -f (\S+)$/.exec(command) ?? []
    if (path !== undefined && Object.keys(parts.files).length > 0) {
      const channel = accept()
      return runToEnd(channel, socket, runScp(parts, path, channel))
    }
    if (!parts.cli.exec || findFault(faults(), 'no-exec')) return reject()
    const channel = accept()
    runToEnd(channel, socket, runExec(parts, channel, login, command))
  })
}

/** How a channel ended, with the exit status it gives, if it gives one. */
interface End {
  readonly ending: Ending
  readonly status?: number
}

async function runShell(parts: ConnectionParts, channel: ServerChannel, login: string): Promise<End> {
  const wire = createWire(channel, parts.faults, parts.oracle)
  const rekey = () => parts.client.rekey()
  const keyboard = createKeyboard()
  channel.on('data', (bytes: Buffer) => keyboard.push(bytes.toString('latin1')))
  const user = parts.questions ? await askWho(parts, keyboard, wire) : login
  if (user === undefined) return { ending: 'closed' }
  const terminal = createTerminal({ ...parts, keyboard, session: parts.openSession(user), wire, rekey })
  const ending = await terminal.run()
  return findFault(parts.faults(), 'never-hangs-up') ? { ending: 'silence' } : { ending, status: 0 }
}

async function runScp(parts: FileParts, path: string, channel: ServerChannel): Promise<End> {
  const status = await serveScp(parts, path, channel)
  return { ending: 'prompt', ...(status !== undefined && { status }) }
}

/** No terminal: no echo, no prompt, no pager, LF line ends. A cut text has no exit status. */
async function runExec(parts: ConnectionParts, channel: ServerChannel, login: string, command: string): Promise<End> {
  const { cli, oracle, client } = parts
  const wire = createWire(channel, parts.faults, oracle)
  const session = parts.openSession(login)
  channel.resume()
  oracle.commands.push(command)
  const answer = refused(cli.answer(command, session), parts.faults())
  const ending = await deliver(answer, {
    faults: parts.faults(),
    oracle,
    prompt: cli.prompt(session),
    print: wire.write,
    rekey: () => client.rekey(),
  })
  if (answer.isConfig !== true) return { ending, status: answer.status ?? 0 }
  const fault = findFault(parts.faults(), 'exit')
  if (fault?.signal) channel.exit('KILL')
  const isOver = oracle.wasWhole && !fault?.signal
  return isOver ? { ending, status: fault?.status ?? answer.status ?? 0 } : { ending }
}

function runToEnd(channel: ServerChannel, socket: Socket, run: Promise<End>): void {
  channel.on('error', () => {}) // the client has gone; the wire notices
  run.then(
    ({ ending, status }) => {
      if (ending === 'closed') return socket.destroySoon()
      if (ending === 'reset') return void socket.resetAndDestroy()
      if (ending === 'silence') return undefined
      if (status !== undefined) channel.exit(status)
      return channel.end()
    },
    (error: unknown) => {
      if (!(error instanceof HungUp)) socket.destroy(error instanceof Error ? error : undefined)
    },
  )
}
