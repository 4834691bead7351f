import type { DeviceError } from '../errors.ts'
import { DEFAULT_BUDGETS, type Budgets } from '../budgets.ts'
import { definePlatform, type Platform, type PlatformDefinition } from '../platform.ts'
import { openShell, type Shell } from '../session/shell.ts'
import type { Credential } from '../transports/credential.ts'
import type { ByteChannel, Transport } from '../transports/transport.ts'

/** What a device says to what was typed, in pieces that arrive one after the other; nothing where it stays silent. */
export type Says = (typed: string) => readonly string[] | string | undefined

export interface ScriptedShell {
  readonly transport: Transport
  /** Everything that was typed, one entry a write. */
  readonly typed: readonly string[]
}

/** A device in a few lines whose silence is certain: where it has nothing more to say, every wait is over at once. */
export function scriptedShell(greeting: readonly string[] | string, says: Says): ScriptedShell {
  const typed: string[] = []
  const pending = [greeting].flat()
  let reason: DeviceError | undefined
  const read: ByteChannel['read'] = async () => {
    if (reason) throw reason
    const piece = pending.shift()
    return piece === undefined ? 'silence' : Buffer.from(piece, 'latin1')
  }
  const write = (text: string) => {
    typed.push(text)
    pending.push(...[says(text) ?? []].flat())
  }
  const transport: Transport = {
    kind: 'ssh',
    ident: 'SSH-2.0-scripted',
    fingerprint: undefined,
    exec: async () => undefined,
    fail: (error) => void (reason ??= error),
    close: async () => undefined,
    openShell: async () => ({ read, write, close: () => undefined }),
  }
  return { transport, typed }
}

/** Answers by command: the echo, what the command says, and the prompt. */
export const answering =
  (prompt: string, answers: Readonly<Record<string, readonly string[] | string>>, lineEnd = '\r\n'): Says =>
  (typed) => {
    const command = typed.trimEnd()
    return [`${command}${lineEnd}`, ...[answers[command] ?? []].flat(), prompt]
  }

/** A platform for tests; what is not said is plain. */
export const testPlatform = (own: Partial<PlatformDefinition> = {}): Platform =>
  definePlatform({
    id: 'test_os',
    title: 'Test OS',
    family: 'test',
    aliases: [],
    tier: 2,
    prompt: { ends: ['#', '>', '$'] },
    rejects: [/^% /],
    artifacts: { 'running-config': [['show run']] },
    complete: {},
    source: 'configuration: this test; session: this test',
    ...own,
  })

/** Opens a shell on a scripted device; waits that are real are short. */
export const openScripted = (
  { transport }: ScriptedShell,
  platform: Platform = testPlatform(),
  more: {
    readonly budgets?: Partial<Budgets>
    readonly enableSecret?: () => string
    readonly credential?: Credential
  } = {},
): Promise<Shell> =>
  openShell({
    transport,
    platform,
    budgets: { ...DEFAULT_BUDGETS, idleMs: 5000, ...more.budgets },
    enableSecret: more.enableSecret,
    credential: more.credential,
  })
