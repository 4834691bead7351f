/** What a fake device does wrong. Several at once are given as a list. */
export type Fault =
  /** Stops a configuration after `atByte` bytes of its text; then hangs up, says nothing more, or prints its prompt.
   *  Over an exec channel `prompt` ends the channel without an exit status. */
  | {
      readonly kind: 'cut-config'
      readonly atByte: number
      readonly ending: 'closed' | 'silence' | 'prompt'
      readonly reads: 'first' | 'every'
    }
  /** Accepts the connection and then never speaks; or identifies itself and never exchanges keys; or never answers
   *  an authentication request. */
  | { readonly kind: 'stall'; readonly at: 'banner' | 'kex' | 'auth' }
  /** Accepts the connection and resets it at the client's first word. */
  | { readonly kind: 'reset-after-accept' }
  | { readonly kind: 'close-after-login' }
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
  | { readonly kind: 'not-ssh' }
  /** Shows a new host key of the same type. */
  | { readonly kind: 'other-host-key' }
  /** Offers what was usual about 2005 and nothing else. */
  | { readonly kind: 'legacy-algorithms' }
  /** Sends at most `bytes` bytes at a time, `delayMs` apart. */
  | { readonly kind: 'chunks'; readonly bytes: number; readonly delayMs: number }
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
