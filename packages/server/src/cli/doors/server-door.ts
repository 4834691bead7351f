import { CommandFailure, exitCodes } from '../failure.ts'
import type { Door } from './door.ts'

/** A server elsewhere, with an access token. */
export function serverDoor(server: string, token: string): Door {
  if (!URL.canParse(server) || !/^https?:/.test(server)) {
    throw new CommandFailure(
      exitCodes.usage,
      `${JSON.stringify(server)} is not the address of a server; it looks like https://netraven.example.net`,
    )
  }
  return async ({ method, path, headers, body, signal }) => {
    const all = { ...headers, authorization: `Bearer ${token}` }
    const request = { method, headers: all, signal, redirect: 'error' as const, ...(body !== undefined && { body }) }
    const answer = await fetch(new URL(path, server), request).catch((cause: unknown) => {
      throw new CommandFailure(
        exitCodes.error,
        `${server} does not answer (${reasonOf(cause)}): is it running, and is the address right?`,
        { cause },
      )
    })
    return { status: answer.status, body: answer.body ?? nothing() }
  }
}

const reasonOf = (cause: unknown): string => {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  return inner instanceof Error ? inner.message : String(inner)
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
