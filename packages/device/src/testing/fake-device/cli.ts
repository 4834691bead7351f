import type { FakeFacts } from './options.ts'

/** The device behind a command line: what it is and what it holds. */
export interface CliDevice {
  readonly hostname: string
  readonly username: string
  readonly enableSecret: string | undefined
  readonly facts: FakeFacts
  readonly config: string
  readonly startupConfig: string
  readonly now: () => Date
}

/** One login at a command line; commands change its modes. */
export interface CliSession {
  readonly device: CliDevice
  /** The name as typed at login, with a suffix such as RouterOS's `+ct`. */
  readonly login: string
  privileged: boolean
  paging: boolean
}

/** A question that a command asks before it answers. */
export interface CliQuestion {
  readonly text: string
  readonly reply: (line: string) => CliAnswer
}

/** What a command prints and does. */
export interface CliAnswer {
  /** LF line ends; ends with LF unless empty. */
  readonly text: string
  /** The text is a configuration: faults may cut it, and the oracle remembers it. */
  readonly isConfig?: boolean
  /** Printed after the text in a shell only. */
  readonly after?: string
  readonly unpaged?: boolean
  /** Exit status over an exec channel. Default: 0. */
  readonly status?: number
  readonly asks?: CliQuestion
  readonly leaves?: boolean
}

/** How a pager halts a listing, and what it writes to take its mark away again. */
export interface CliPager {
  readonly mark: string
  readonly erase: string
}

/** How the command line of one platform behaves. */
export interface FakeCli {
  readonly facts: FakeFacts
  /** What the SSH server calls itself, after `SSH-2.0-`. */
  readonly ident: string
  /** The user's name in what is typed at login. Default: all of it. */
  readonly userOf?: (login: string) => string
  /** Accepts commands over exec channels. */
  readonly exec: boolean
  /** Printed in a shell before the first prompt. */
  readonly greeting: (session: CliSession) => string
  readonly prompt: (session: CliSession) => string
  readonly answer: (command: string, session: CliSession) => CliAnswer
  /** The command that reads the configuration as it runs. */
  readonly configCommand: string
  /** The configuration with a line in it that looks like the prompt, in a place where the platform allows free text. */
  readonly plantPrompt: (config: string, prompt: string) => string
  readonly pager?: CliPager
  /** What the terminal writes before each prompt and after each line typed, e.g. switches of bracketed paste. */
  readonly dress?: { readonly beforePrompt: string; readonly afterLine: string }
}

export const nothing: CliAnswer = { text: '' }
