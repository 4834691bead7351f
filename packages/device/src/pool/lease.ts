import { runCommands } from '../commands/run-commands.ts'
import { DeviceError } from '../errors.ts'
import type { Session } from '../session/session.ts'

/** Lends a session out. What was borrowed is given back once, by `await using` or `dispose`; then it can't be used any more.
 *  `giveBack` hears whether anything went wrong with it. */
export function lend(session: Session, giveBack: (hadError: boolean) => Promise<void>): Session {
  let isOut = true
  let hadError = false
  const inHand = () => {
    if (!isOut)
      throw new DeviceError('closed', 'this session was given back to its pool', { platform: session.platform.id })
  }
  const watched = async <T>(act: () => Promise<T>): Promise<T> => {
    inHand()
    try {
      return await act()
    } catch (error) {
      hadError = true
      throw error
    }
  }
  const send: Session['send'] = (command, options) => watched(() => session.send(command, options))
  const stream = async function* (command: string): AsyncGenerator<Buffer> {
    inHand()
    try {
      yield* session.stream(command)
    } catch (error) {
      hadError = true
      throw error
    }
  }
  return {
    platform: session.platform,
    fingerprint: session.fingerprint,
    send,
    stream,
    run: (commands, options) => runCommands({ platform: session.platform, send }, commands, options),
    getConfig: (artifact, options) => watched(() => session.getConfig(artifact, options)),
    facts: () => watched(() => session.facts()),
    isAtHome: (timeoutMs) => watched(() => session.isAtHome(timeoutMs)),
    [Symbol.asyncDispose]: async () => {
      if (!isOut) return
      isOut = false
      await giveBack(hadError)
    },
  }
}
