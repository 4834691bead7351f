import type { Readable, Writable } from 'node:stream'

/** What a command sees of the world outside: handed in, so that a test can be the world. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly homeFolder: string
  readonly osUser: string
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?: (isRaw: boolean) => unknown }
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean }
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Sets the exit code: 0 ok, 1 error, 2 usage, 130 interrupted. */
  readonly exitWith: (code: number) => void
}
