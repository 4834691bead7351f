import type { CompletenessRule } from '@netraven/config-text'

/** What a visit can bring home besides facts. */
export type ArtifactName = 'running-config' | 'startup-config'

/** How a platform's prompt may look. */
export interface PromptShape {
  /** Last characters it may have, without trailing blanks. */
  readonly ends: readonly string[]
  /** What may appear between the learnt name and its end, such as `(config)`. */
  readonly modes?: readonly RegExp[]
}

/** A command that raises privileges where the prompt is not privileged already. */
export interface EnableMode {
  readonly command: string
  /** The question for the secret. */
  readonly asks: RegExp
  /** The last character of a privileged prompt: success is the prompt, not the words. */
  readonly ready: string
}

/** One command whose answer holds facts; group 1 of each pattern is the value. */
export interface FactSource {
  readonly command: string
  readonly hostname?: RegExp
  readonly serial?: RegExp
  readonly model?: RegExp
  readonly version?: RegExp
}

/** Evidence that a device is of this platform; scores add up, a winner needs 90 and a lead of 20. */
export type DetectRule = { readonly score: number } & (
  | { readonly ident: RegExp }
  | { readonly prompt: RegExp }
  | { readonly probe: string; readonly match: RegExp }
)

/** An artifact's alternatives, best first; each is one command or several whose answers follow one another. */
export type ArtifactCommands = readonly (readonly string[])[]

/** A kind of device, as data. A device that needs code means a new field here, not a subclass. */
export interface Platform {
  /** Netmiko's name. */
  readonly id: string
  readonly title: string
  readonly family: string
  /** Names of Oxidized, RANCID, NAPALM and NetBox for the same platform. */
  readonly aliases: readonly string[]
  readonly tier: 1 | 2
  readonly transports: readonly 'ssh'[]
  /** Commands may use exec channels: no prompt, pager or echo, and an exit status. */
  readonly exec: boolean
  /** What ends a typed line. */
  readonly newline: '\n' | '\r' | '\r\n'
  /** Questions at login and what is typed at them. */
  readonly loginAnswers: readonly { readonly asks: RegExp; readonly type: string }[]
  /** Appended to the user name, such as RouterOS' terminal flags. */
  readonly usernameSuffix: string
  readonly prompt: PromptShape
  /** Session commands: paging off, width. Each may be refused; none may change the configuration. */
  readonly prepare: readonly string[]
  /** Pager marks beyond the general ones, and the key that turns the page. */
  readonly pager: readonly { readonly mark: RegExp; readonly key: string }[]
  readonly enable?: EnableMode
  /** Patterns of a refusal; they count only in the first lines of a short answer. */
  readonly rejects: readonly RegExp[]
  readonly artifacts: Readonly<Partial<Record<ArtifactName, ArtifactCommands>>>
  /** How a whole configuration is told from a cut one. */
  readonly complete: CompletenessRule
  /** Host name in the configuration's own text; it counts before the facts of commands. */
  readonly configHostname?: RegExp
  readonly facts: readonly FactSource[]
  readonly detect: readonly DetectRule[]
  /** Name of the rule set in config-text. */
  readonly text: string
  readonly leave: readonly string[]
  /** Where the data comes from. */
  readonly source: string
}

type Optional =
  | 'aliases'
  | 'transports'
  | 'exec'
  | 'newline'
  | 'loginAnswers'
  | 'usernameSuffix'
  | 'prepare'
  | 'pager'
  | 'facts'
  | 'detect'
  | 'text'
  | 'leave'

/** A platform as it is written down: what is not said has a sensible default. */
export type PlatformDefinition = Omit<Platform, Optional> & Partial<Pick<Platform, Optional>>

/** Completes a platform's data with the defaults. */
export const definePlatform = (definition: PlatformDefinition): Platform => ({
  aliases: [],
  transports: ['ssh'],
  exec: false,
  newline: '\n',
  loginAnswers: [],
  usernameSuffix: '',
  prepare: [],
  pager: [],
  facts: [],
  detect: [],
  text: definition.id,
  leave: ['exit'],
  ...definition,
})
