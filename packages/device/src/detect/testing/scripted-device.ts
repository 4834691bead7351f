import { setTimeout as delay } from 'node:timers/promises'
import type { DeviceError } from '../../errors.ts'
import type { ByteChannel, Transport } from '../../transports/transport.ts'

/** What a device says, without a network. */
export interface Script {
  readonly ident?: string
  readonly greeting?: string
  readonly prompt: string
  readonly answers?: Readonly<Record<string, string>>
  /** Said to what has no answer; `{}` stands for what was typed. */
  readonly refusal?: string
}

/** A shell that answers by the script; `typed` is what it was asked. */
export function scriptedDevice(script: Script): { readonly transport: Transport; readonly typed: readonly string[] } {
  const typed: string[] = []
  let reason: DeviceError | undefined
  let pending = `${script.greeting ?? ''}${script.prompt}`
  let isOver = false
  const answer = (line: string): void => {
    pending += `${line}\r\n`
    if (line === '') pending += script.prompt
    else if (line === 'exit') isOver = true
    else {
      typed.push(line)
      const said = script.answers?.[line] ?? script.refusal?.replace('{}', line) ?? ''
      pending += `${said.replaceAll('\n', '\r\n')}${said === '' || said.endsWith('\n') ? '' : '\r\n'}${script.prompt}`
    }
  }
  const shell: ByteChannel = {
    write: (text) =>
      text
        .split(/\r\n|\n|\r/)
        .slice(0, -1)
        .forEach(answer),
    read: async (withinMs) => {
      if (reason) throw reason
      if (pending === '' && isOver) return 'end'
      if (pending === '') await delay(Math.min(withinMs, 5))
      const chunk = Buffer.from(pending, 'latin1')
      pending = ''
      return chunk.length > 0 ? chunk : 'silence'
    },
    quietMs: () => 1,
    close: () => (isOver = true),
  } as ByteChannel
  const transport: Transport = {
    kind: 'ssh',
    ident: script.ident ?? 'SSH-2.0-OpenSSH_9.2',
    fingerprint: undefined,
    openShell: async () => shell,
    exec: async () => undefined,
    fail: (error) => (reason ??= error),
    close: async () => undefined,
  }
  return { transport, typed }
}
