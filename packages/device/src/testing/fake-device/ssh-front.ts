import type { Socket } from 'node:net'
import ssh2, {
  type Algorithms,
  type AuthContext,
  type Connection,
  type KeyboardAuthContext,
  type ServerChannel,
  type Session,
} from 'ssh2'
import type { CliSession, FakeCli } from './cli.ts'
import { deliver, type Ending } from './delivery.ts'
import { findFault, type Fault } from './fault.ts'
import type { Oracle } from './oracle.ts'
import { createTerminal, refused } from './terminal.ts'
import { createWire, HungUp } from './wire.ts'

export interface SshFrontParts {
  readonly cli: FakeCli
  readonly oracle: Oracle
  readonly faults: () => readonly Fault[]
  readonly hostKeys: () => readonly string[]
  readonly algorithms: Algorithms | undefined
  readonly auth: readonly ('password' | 'keyboard-interactive')[]
  readonly username: string
  readonly password: string
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
  const algorithms = findFault(parts.faults(), 'legacy-algorithms') ? legacyAlgorithms : parts.algorithms
  const server = new ssh2.Server(
    { hostKeys: [...parts.hostKeys()], ident: parts.cli.ident, ...(algorithms && { algorithms }) },
    (client) => serveClient(parts, client, socket),
  )
  server.injectSocket(socket)
}

function serveClient(parts: SshFrontParts, client: Connection, socket: Socket): void {
  let login = ''
  client.on('error', () => {}) // a client that breaks off or shares no algorithm; the oracle and the client tell
  client.on('authentication', (ctx) => {
    login = ctx.username
    authenticate(parts, ctx)
  })
  client.on('ready', () => {
    if (findFault(parts.faults(), 'close-after-login')) client.end()
  })
  client.on('session', (accept) => serveSession(parts, accept(), login, socket))
}

function authenticate(parts: SshFrontParts, ctx: AuthContext): void {
  parts.oracle.authAttempts++
  if (findFault(parts.faults(), 'stall')?.at === 'auth') return
  const offered: SshFrontParts['auth'] = findFault(parts.faults(), 'endless-questions')
    ? ['keyboard-interactive']
    : parts.auth
  if (ctx.method === 'password' && offered.includes('password')) return decide(parts, ctx, ctx.password)
  if (ctx.method === 'keyboard-interactive' && offered.includes('keyboard-interactive')) return ask(parts, ctx)
  ctx.reject([...offered])
}

function ask(parts: SshFrontParts, ctx: KeyboardAuthContext): void {
  ctx.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
    if (findFault(parts.faults(), 'endless-questions')) {
      parts.oracle.passwords++
      ask(parts, ctx)
    } else decide(parts, ctx, answers[0] ?? '')
  })
}

function decide(parts: SshFrontParts, ctx: AuthContext, password: string): void {
  parts.oracle.passwords++
  const user = parts.cli.userOf?.(ctx.username) ?? ctx.username
  const right = user === parts.username && password === parts.password
  if (!right || findFault(parts.faults(), 'refuse-password')) return ctx.reject([...parts.auth])
  if (findFault(parts.faults(), 'partial-success')) return ctx.reject(['publickey'], true)
  ctx.accept()
}

function serveSession(parts: SshFrontParts, session: Session, login: string, socket: Socket): void {
  session.on('pty', (accept) => accept())
  session.on('window-change', (accept) => accept?.())
  session.on('env', (accept) => accept?.())
  session.on('shell', (accept) => {
    const channel = accept()
    runToEnd(channel, socket, runShell(parts, channel, login))
  })
  session.on('exec', (accept, reject, { command }) => {
    if (!parts.cli.exec || findFault(parts.faults(), 'no-exec')) return reject()
    const channel = accept()
    runToEnd(channel, socket, runExec(parts, channel, login, command))
  })
}

/** How a channel ended, with the exit status it gives, if it gives one. */
interface End {
  readonly ending: Ending
  readonly status?: number
}

async function runShell(parts: SshFrontParts, channel: ServerChannel, login: string): Promise<End> {
  const wire = createWire(channel, parts.faults, parts.oracle)
  const terminal = createTerminal({ ...parts, session: parts.openSession(login), wire })
  channel.on('data', (bytes: Buffer) => terminal.keyboard.push(bytes.toString('latin1')))
  const ending = await terminal.run()
  return findFault(parts.faults(), 'never-hangs-up') ? { ending: 'silence' } : { ending, status: 0 }
}

/** No terminal: no echo, no prompt, no pager, LF line ends. A cut text has no exit status. */
async function runExec(parts: SshFrontParts, channel: ServerChannel, login: string, command: string): Promise<End> {
  const { cli, oracle } = parts
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
  })
  const cut = answer.isConfig === true && !isWhole(answer.text, oracle)
  return cut ? { ending } : { ending, status: answer.status ?? 0 }
}

const isWhole = (text: string, oracle: Oracle): boolean => oracle.lastConfigSent.equals(Buffer.from(text))

function runToEnd(channel: ServerChannel, socket: Socket, run: Promise<End>): void {
  channel.on('error', () => {}) // the client has gone; the wire notices
  run.then(
    ({ ending, status }) => {
      if (ending === 'closed') return socket.destroySoon()
      if (ending === 'silence') return undefined
      if (status !== undefined) channel.exit(status)
      return channel.end()
    },
    (error: unknown) => {
      if (!(error instanceof HungUp)) socket.destroy(error instanceof Error ? error : undefined)
    },
  )
}
