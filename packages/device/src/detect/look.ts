import type { Budgets } from '../budgets.ts'
import { DeviceError } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { generic } from '../platforms/generic.ts'
import { textOf } from '../session/answer.ts'
import { runExec } from '../session/exec.ts'
import { openShell, type Shell } from '../session/shell.ts'
import { createTerminal } from '../session/terminal.ts'
import type { Credential } from '../transports/credential.ts'
import type { ByteChannel, Transport } from '../transports/transport.ts'
import { observe, type Observation } from './observation.ts'

/** A device that is looked at: what it shows by itself, and its answers to probes. */
export interface Look {
  readonly free: readonly Observation[]
  ask(probe: string): Promise<Observation>
  leave(): Promise<void>
}

export interface LookParts {
  readonly transport: Transport
  readonly platforms: readonly Platform[]
  readonly budgets: Budgets
  readonly credential?: Credential | undefined
}

const PROBE_MS = 30_000
const PROBE_BYTES = 1024 * 1024
const BANNER_BYTES = 16 * 1024

/** Opens a shell as an unknown device, without privileges; where there is none, exec channels may still answer.
 *  A device without a prompt may have told enough: `lost` is then why nothing can be asked. */
export async function lookAt(parts: LookParts): Promise<Look & { readonly lost?: DeviceError }> {
  const { transport, platforms } = parts
  const platform = unknown(platforms)
  const budgets = { ...parts.budgets, outputBytes: Math.min(PROBE_BYTES, parts.budgets.outputBytes) }
  const heard = overhear(transport, await echoedSecret(parts))
  const ident = observe('ident', transport.ident)
  try {
    const shell = await openShell({ ...parts, transport: heard.transport, platform, budgets })
    return lookThrough(shell, [ident, observe('banner', heard.text()), observe('prompt', shell.prompt)])
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    const free = [ident, observe('banner', heard.text())]
    if (error.kind === 'prompt') return { free, ask: async () => Promise.reject(error), leave, lost: error }
    if (error.kind !== 'unsupported') throw error
    return { free, ask: (probe) => askByExec({ transport, platform, budgets }, probe), leave }
  }
}

const leave = async (): Promise<void> => undefined

const lookThrough = (shell: Shell, free: readonly Observation[]): Look => ({
  free,
  ask: async (probe) => observe('probe', textOf((await shell.ask(probe, { timeoutMs: PROBE_MS })).raw), probe),
  leave: () => shell.leave(),
})

async function askByExec(parts: Parameters<typeof runExec>[0], probe: string): Promise<Observation> {
  const answer = await runExec(parts, probe, PROBE_MS)
  return observe('probe', answer ? `${textOf(answer.raw)}${answer.refusal ?? ''}` : '', probe)
}

/** A device of unknown kind: it asks at login what any known one may ask, and gets no more than a user's rights. */
function unknown(platforms: readonly Platform[]): Platform {
  const { enable: _none, ...plain } = generic
  return { ...plain, prepare: [], loginAnswers: platforms.flatMap(({ loginAnswers }) => loginAnswers) }
}

/** Where the shell asks for the password, a device may echo it: no evidence may quote that. */
const echoedSecret = async ({ transport, credential }: LookParts): Promise<string> =>
  transport.kind === 'telnet' ? ((await credential?.password?.()) ?? '') : ''

/** A transport whose shell is listened to. */
function overhear(transport: Transport, secret: string): { readonly transport: Transport; text(): string } {
  let said = ''
  const listen = (channel: ByteChannel): ByteChannel => ({
    ...channel,
    read: async (withinMs) => {
      const chunk = await channel.read(withinMs)
      if (chunk instanceof Buffer && said.length < BANNER_BYTES) said += chunk.toString('latin1')
      return chunk
    },
  })
  return {
    transport: { ...transport, openShell: async () => listen(await transport.openShell()) },
    text: () => {
      const terminal = createTerminal()
      terminal.write(said.slice(0, BANNER_BYTES))
      const shown = textOf(terminal.takeText() + terminal.current)
      return secret === '' ? shown : shown.replaceAll(secret, '')
    },
  }
}
