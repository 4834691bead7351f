import type { Algorithms } from 'ssh2'

/** What a fake device does wrong. Several at once are given as a list. */
export type Fault =
  /** Stops a configuration after `atByte` bytes of its text; then hangs up, resets, says nothing more, or prints its prompt.
   *  Over an exec channel `prompt` ends the channel without an exit status. */
  | {
      readonly kind: 'cut-config'
      readonly atByte: number
      readonly ending: 'closed' | 'reset' | 'silence' | 'prompt'
      readonly reads: 'first' | 'every'
    }
  /** Accepts the connection and then never speaks; or identifies itself and never exchanges keys; or never answers
   *  an authentication request. */
  | { readonly kind: 'stall'; readonly at: 'banner' | 'kex' | 'auth' }
  /** Accepts the connection and resets it at the client's first word. */
  | { readonly kind: 'reset-after-accept' }
  | { readonly kind: 'close-after-login' }
  /** Over Telnet: opens with a thousand options, and refuses or asks again whatever the client answers. */
  | { readonly kind: 'negotiation-storm' }
  /** Over Telnet: shows what is typed at the question for the password. */
  | { readonly kind: 'echoes-password' }
  | { readonly kind: 'refuse-password' }
  /** The password was right and is not enough. */
  | { readonly kind: 'partial-success' }
  | { readonly kind: 'endless-questions' }
  | { readonly kind: 'no-prompt' }
  /** Behind the configuration and from then on the prompt is another text; `%n` in it counts, so that it never comes
   *  twice. */
  | { readonly kind: 'prompt-changes'; readonly to: string }
  /** The configuration never ends. */
  | { readonly kind: 'endless-output' }
  /** The configuration is one line of `bytes` bytes. */
  | { readonly kind: 'huge-line'; readonly bytes: number }
  /** `bytes` bytes of text before the SSH identification, or in the shell before the first prompt. */
  | { readonly kind: 'huge-banner'; readonly bytes: number; readonly where: 'greeting' | 'shell' }
  /** Default: a mail server. */
  | { readonly kind: 'not-ssh'; readonly says?: string }
  /** Identifies itself one byte at a time, `everyMs` apart, in a text that has no end. */
  | { readonly kind: 'slow-greeting'; readonly everyMs: number }
  /** Breaks off at the client's first word after its own identification; at an authentication request; as soon as the
   *  client is in; or when the client asks for a shell or a command. It hangs up, resets the connection, hears and says
   *  nothing more, sends bytes that are no SSH, or disconnects in SSH's own words. */
  | {
      readonly kind: 'breaks-off'
      readonly at: 'kex' | 'auth' | 'ready' | 'session'
      readonly how: 'hang-up' | 'reset' | 'deaf' | 'noise' | 'disconnect'
    }
  /** A banner of `bytes` bytes at the login. */
  | { readonly kind: 'auth-banner'; readonly bytes: number }
  /** Refuses a shell. */
  | { readonly kind: 'no-shell' }
  /** Opens channels to the client: X11, a forwarded port, a socket. */
  | { readonly kind: 'opens-channels' }
  /** Wants new keys in the middle of each configuration. */
  | { readonly kind: 'rekeys' }
  /** How a command that shows a configuration ends over an exec channel. */
  | { readonly kind: 'exit'; readonly status?: number; readonly signal?: 'KILL' }
  /** What a jump host does with a client that wants to get on: nothing, a refusal, or it dies after so many bytes. */
  | { readonly kind: 'forward'; readonly how: 'refused' | 'silent' }
  | { readonly kind: 'forward'; readonly how: 'dies'; readonly afterBytes: number }
  | { readonly kind: 'cut-file'; readonly atByte: number }
  | { readonly kind: 'endless-file' }
  | { readonly kind: 'no-sftp' }
  /** Puts these bytes, one character each, behind the first line of each configuration. */
  | { readonly kind: 'odd-bytes'; readonly bytes: string }
  /** Says this in the shell before the first prompt. */
  | { readonly kind: 'motd'; readonly text: string }
  /** Ends its lines otherwise than by CR LF. */
  | { readonly kind: 'line-ends'; readonly as: '\n' | '\r\r\n' | '\n\r' }
  /** Echoes as a terminal of so many columns: wraps by a blank and CR. */
  | { readonly kind: 'wraps-echo'; readonly columns: number }
  /** Halts every `lines` lines of a configuration with this mark, whatever was said about paging. */
  | { readonly kind: 'pager'; readonly mark: string; readonly erase: string; readonly lines: number }
  /** Shows a new host key, of the same type or of another. */
  | { readonly kind: 'other-host-key'; readonly type?: 'rsa' }
  /** Offers these algorithms and no others. */
  | { readonly kind: 'only-offers'; readonly algorithms: Algorithms }
  /** Offers what was usual about 2005 and nothing else. */
  | { readonly kind: 'legacy-algorithms' }
  /** Sends at most `bytes` bytes at a time, `delayMs` apart. */
  | { readonly kind: 'chunks'; readonly bytes: number; readonly delayMs: number }
  /** Sends each configuration one byte at a time, `everyMs` apart. */
  | { readonly kind: 'slow-config'; readonly everyMs: number }
  | { readonly kind: 'no-echo' }
  /** A line that looks like the prompt, followed by a pause, in the banner or in the configuration's own text. */
  | { readonly kind: 'fake-prompt'; readonly where: 'banner' | 'config'; readonly pauseMs: number }
  /** Keeps shell and connection open, whatever the client sends. */
  | { readonly kind: 'never-hangs-up' }
  /** Answers a configuration command with this text (and exit status 1) instead of the configuration. */
  | { readonly kind: 'refuse-config'; readonly text: string }
  | { readonly kind: 'empty-config' }
  /** Refuses exec channels, so that the shell has to do. */
  | { readonly kind: 'no-exec' }

export type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>

/** The fault of this kind among those that are set. */
export function findFault<Kind extends Fault['kind']>(faults: readonly Fault[], kind: Kind): FaultOf<Kind> | undefined {
  return faults.find((fault): fault is FaultOf<Kind> => fault.kind === kind)
}
