import type { Client } from 'ssh2'
import type { Budgets } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import { asking } from './asking.ts'
import { readFile } from './files/read-file.ts'
import type { Lifeline } from './lifeline.ts'
import { createSshChannel } from './ssh-channel.ts'
import type { ExecChannel, Transport } from './transport.ts'

/** Terminal that is asked for; a device may ignore it, so wrapped lines must work too. */
const TERMINAL = { term: 'vt100', cols: 511, rows: 1000, width: 0, height: 0 }

export interface Visit {
  readonly client: Client
  readonly lifeline: Lifeline
  readonly budgets: Budgets
}

/** What a device opens for a login: a shell, exec channels, files, and an answer that shows it lives. */
export function createChannels({
  client,
  lifeline,
  budgets,
}: Visit): Pick<Transport, 'openShell' | 'exec' | 'readFile' | 'ping'> {
  const inTime = <T>(what: string, work: Promise<T>): Promise<T> =>
    lifeline.within(budgets.authMs, work, () => {
      return new DeviceError('timeout', `${what} was not opened in time`, { phase: 'login' })
    })
  const exec: Transport['exec'] = (command) => inTime('the exec channel', openExec(client, command, lifeline))
  return {
    openShell: () => inTime('the shell', openShell(client, lifeline)),
    exec,
    readFile: (path) => inTime('the file', readFile({ client, lifeline, exec }, path)),
    ping: (withinMs) => isAlive(client, lifeline, withinMs),
  }
}

const openShell = (client: Client, lifeline: Lifeline): Promise<ExecChannel> =>
  asking((resolve, reject) => {
    client.shell(TERMINAL, (cause, stream) => {
      if (!cause) return resolve(createSshChannel(stream, lifeline))
      const message = `the device opens no shell: ${cause.message}`
      reject(new DeviceError('unsupported', message, { phase: 'login' }, { cause }))
    })
  })

const openExec = (client: Client, command: string, lifeline: Lifeline): Promise<ExecChannel | undefined> =>
  asking((resolve) => {
    client.exec(command, (error, stream) => resolve(error ? undefined : createSshChannel(stream, lifeline)))
  })

/** Asks for something that no device does, and wants an answer: "no" is a pulse too. */
async function isAlive(client: Client, lifeline: Lifeline, withinMs: number): Promise<boolean> {
  const answer = asking<boolean>((resolve) => client.unforwardIn('127.0.0.1', 1, () => resolve(true)))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, withinMs, false)))
  try {
    return await Promise.race([answer, late, lifeline.ended])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}
