import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { CliDevice, CliSession, FakeCli } from './cli.ts'
import { findFault, type Fault } from './fault.ts'
import { createHostKeys, fingerprintOf } from './host-keys.ts'
import type { FakeDevice, FakeDeviceOptions } from './options.ts'
import { Oracle } from './oracle.ts'
import { platforms } from './platforms/index.ts'
import { actBeforeSsh } from './raw-faults.ts'
import { serveSsh, type SshFrontParts } from './ssh-front.ts'
import { serveTelnet, type TelnetFrontParts } from './telnet-front.ts'

/** Starts an SSH or Telnet server on loopback that answers like one device, right or with faults, and tells what it saw.
 *  @example
 *  await using device = await fakeDevice({ platform: 'cisco_ios', hostname: 'sw1', username: 'u', password: 'p', config })
 *  device.setFault({ kind: 'cut-config', atByte: 100, ending: 'closed', reads: 'every' })
 *  … device.port … device.seen.lastConfigSent */
export async function fakeDevice(options: FakeDeviceOptions): Promise<FakeDevice> {
  const cli = platforms[options.platform]
  const oracle = new Oracle()
  const state = {
    config: options.config,
    startupConfig: options.startupConfig ?? options.config,
    faults: options.faults ?? [],
  }
  const keys = createHostKeys(options.hostKeys, () => state.faults)
  const openSession = sessionsOf(cli, options, state)
  const front: SshFrontParts & TelnetFrontParts = {
    cli,
    oracle,
    openSession,
    faults: () => state.faults,
    hostKeys: keys.shown,
    algorithms: options.algorithms,
    auth: options.auth ?? ['password', 'keyboard-interactive', ...(options.publicKey ? (['publickey'] as const) : [])],
    factors: options.factors ?? [],
    publicKey: options.publicKey,
    secondFactor: options.secondFactor ?? [],
    forwards: options.forwards ?? false,
    files: options.files ?? {},
    username: options.username,
    password: options.password,
    pageLines: options.pageLines ?? 24,
    questions: options.questions,
  }
  const serve = (socket: Socket) => {
    if (options.transport === 'telnet') return serveTelnet(front, socket)
    if (!actBeforeSsh(front.faults(), socket, cli.ident)) serveSsh(front, socket)
  }
  const listener = await listen(
    { oracle, faults: front.faults, serve },
    options.address ?? '127.0.0.1',
    options.port ?? 0,
  )

  return {
    platform: options.platform,
    hostname: options.hostname,
    address: listener.address,
    port: listener.port,
    get fingerprint() {
      return fingerprintOf(keys.own[0] ?? '')
    },
    hostKeys: keys.own,
    get config() {
      return state.config
    },
    set config(text) {
      state.config = text
    },
    get startupConfig() {
      return state.startupConfig
    },
    set startupConfig(text) {
      state.startupConfig = text
    },
    seen: oracle,
    configAnswer: () =>
      Buffer.from(cli.answer(cli.configCommand, { ...openSession(options.username), privileged: true }).text),
    setFault(...faults) {
      state.faults = faults
      oracle.forgetReads()
    },
    close: listener.close,
    [Symbol.asyncDispose]: listener.close,
  }
}

function sessionsOf(
  cli: FakeCli,
  options: FakeDeviceOptions,
  state: { config: string; startupConfig: string; faults: readonly Fault[] },
) {
  return (login: string): CliSession => {
    const device: CliDevice = {
      hostname: options.hostname,
      username: options.username,
      enableSecret: options.enableSecret,
      facts: { ...cli.facts, ...options.facts },
      now: options.now ?? (() => new Date()),
      get config() {
        const planted = findFault(state.faults, 'fake-prompt')?.where === 'config'
        return planted ? cli.plantPrompt(state.config, cli.prompt({ ...session, privileged: true })) : state.config
      },
      get startupConfig() {
        return state.startupConfig
      },
    }
    const session: CliSession = { device, login, privileged: options.enableSecret === undefined, paging: true }
    return session
  }
}

interface ListenParts {
  readonly oracle: Oracle
  readonly faults: () => readonly Fault[]
  readonly serve: (socket: Socket) => void
}

async function listen({ oracle, faults, serve }: ListenParts, host: string, wantedPort: number) {
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    oracle.connections++
    oracle.open++
    sockets.add(socket)
    socket.on('error', () => {}) // resets are part of the game
    socket.on('end', () => {
      if (!findFault(faults(), 'never-hangs-up')) socket.end()
    })
    socket.on('close', () => {
      sockets.delete(socket)
      oracle.open--
    })
    serve(socket)
  })
  server.listen(wantedPort, host)
  await once(server, 'listening')
  const { address, port } = server.address() as AddressInfo
  return {
    address,
    port,
    async close(): Promise<void> {
      const closing = [...sockets].map((socket) => once(socket.destroy(), 'close'))
      if (server.listening) closing.push(once(server.close(), 'close'))
      await Promise.all(closing)
    },
  }
}
