import ssh2, { type GetStreamCallback } from 'ssh2'
import { DeviceError } from '../errors.ts'
import type { Lifeline } from './lifeline.ts'

/** An ssh-agent behind its socket; its connections end with the visit, whatever it does. Never forwarded to a device. */
class AgentOfVisit extends ssh2.OpenSSHAgent {
  readonly #lifeline: Lifeline

  constructor(path: string, lifeline: Lifeline) {
    super(path)
    this.#lifeline = lifeline
  }

  override getStream(callback: GetStreamCallback): void {
    super.getStream((error, stream) => {
      if (stream) this.#lifeline.onEnd(() => void stream.destroy())
      callback(error, stream)
    })
  }
}

/** Reaches an agent and asks whether it holds a key. Throws `auth`. */
export async function openAgent(path: string, lifeline: Lifeline): Promise<AgentOfVisit> {
  const agent = new AgentOfVisit(path, lifeline)
  const keys = await new Promise<number>((resolve, reject) => {
    agent.getIdentities((cause, found) => {
      if (cause) reject(unusable(`can't be reached: ${cause.message}`, 'check that it runs, and the path', cause))
      else resolve(found?.length ?? 0)
    })
  })
  if (keys === 0) throw unusable('holds no key', 'add one with ssh-add')
  return agent
}

const unusable = (why: string, hint: string, cause?: Error): DeviceError =>
  new DeviceError('auth', `the ssh-agent ${why}`, { phase: 'auth', hint }, { cause })
