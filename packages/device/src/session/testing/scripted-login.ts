import { afterEach, beforeEach, expect, vi } from 'vitest'
import { DEFAULT_BUDGETS } from '../../budgets.ts'
import type { DeviceError } from '../../errors.ts'
import { definePlatform, type PlatformDefinition } from '../../platform.ts'
import type { Credential } from '../../transports/credential.ts'
import type { ByteChannel } from '../../transports/transport.ts'
import { logInShell } from '../in-shell-login.ts'
import { createTerminal } from '../terminal.ts'

const test: PlatformDefinition = {
  id: 'test_os',
  title: 'Test OS',
  family: 'test',
  tier: 2,
  prompt: { ends: ['#', '>'] },
  rejects: [],
  artifacts: {},
  complete: {},
  source: 'this test',
}
/** The password that must be in no error. */
export const secret = 'pa55-w0rd#'
const credential: Credential = { username: 'backup', password: () => secret }

/** What a device says, and when: after so many ms, or when something is typed. `HANGUP` ends it. */
export type Said = string | { readonly afterMs: number; readonly text: string }
/** Ends the session. */
export const HANGUP = '\0hang up'

export interface Script {
  readonly greeting: readonly Said[]
  /** What the device says to each line that is typed, in order; nothing after the last. */
  readonly answers?: readonly (readonly Said[])[]
  readonly platform?: Partial<PlatformDefinition>
  readonly credential?: Credential
}

/** Time passes only while the reader waits; for every test of the file. */
export function stopClocks(): void {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())
}

function scripted({ greeting, answers = [] }: Script) {
  const typed: string[] = []
  const due: { at: number; text: string }[] = []
  const say = (said: readonly Said[] = []) => {
    for (const one of said)
      due.push(
        typeof one === 'string' ? { at: Date.now(), text: one } : { at: Date.now() + one.afterMs, text: one.text },
      )
  }
  say(greeting)
  const read: ByteChannel['read'] = async (withinMs) => {
    const next = due[0]
    if (!next || next.at > Date.now() + withinMs) {
      vi.setSystemTime(Date.now() + withinMs)
      return 'silence'
    }
    vi.setSystemTime(Math.max(Date.now(), next.at))
    due.shift()
    return next.text === HANGUP ? 'end' : Buffer.from(next.text, 'latin1')
  }
  const write = (text: string) => {
    say(answers[typed.length])
    typed.push(text)
  }
  const channel: ByteChannel = { read, write, close: () => undefined }
  return { typed, channel }
}

/** Logs in; gives what was typed, where it ended, and the error there was. */
export async function logIn(script: Script) {
  const { typed, channel } = scripted(script)
  const terminal = createTerminal()
  const failures: DeviceError[] = []
  const line = {
    channel,
    terminal,
    platform: definePlatform({ ...test, ...script.platform }),
    budgets: DEFAULT_BUDGETS,
    fail: (error: DeviceError) => void failures.push(error),
  }
  const parts = { line, credential: 'credential' in script ? script.credential : credential, isCertain: true }
  const error = await logInShell({ ...parts, quietMs: () => 40 }).then(
    () => undefined,
    (reason: DeviceError) => reason,
  )
  expect(failures).toEqual(error ? [error] : [])
  expect(JSON.stringify([error?.message, error?.details])).not.toContain(secret)
  return { typed, error, prompt: terminal.current, above: terminal.takeText() }
}
