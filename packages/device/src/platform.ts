import type { CompletenessRule } from '@netraven/config-text'
import type { HttpApi } from './transports/http/http-api.ts'

export type { HttpApi, HttpLogin } from './transports/http/http-api.ts'

/** What a visit can bring home besides facts. */
export type ArtifactName = 'running-config' | 'startup-config'

/** One step of an artifact: a command (`{secret}` in it stands for the enable secret, where a device wants a passphrase),
 *  or a file that the device hands out over SFTP or SCP. */
export type ArtifactStep = string | { readonly file: string }

/** How a platform is reached. */
export type TransportName = 'ssh' | 'telnet' | 'http'

/** How a platform's prompt may look. */
export interface PromptShape {
  /** Last characters it may have, without trailing blanks. */
  readonly ends: readonly string[]
  /** What may appear between the learnt name and its end, such as `(config)`. */
  readonly modes?: readonly RegExp[]
  /** Parts that differ from prompt to prompt, such as a counter or a mark for unsaved changes: cut out before prompts are compared. */
  readonly varies?: readonly RegExp[]
  /** A line that stands above the prompt and belongs to it, not to the answer. */
  readonly above?: RegExp
}

/** A command that raises privileges where the prompt is not privileged already. */
export interface EnableMode {
  readonly command: string
  /** The question for the secret. */
  readonly asks: RegExp
  /** A question for the user name before it, which some devices ask. */
  readonly asksUser?: RegExp
  /** The last character of a privileged prompt: success is the prompt, not the words. */
  readonly ready: string
  /** The answer to a wrong secret; what it leaves unsaid the prompt says. */
  readonly denied?: RegExp
}

/** How a platform asks for user and password inside the shell, where it has words of its own beside the usual ones. */
export interface InShellLogin {
  /** The one name that SSH lets in; the real one is for the shell. */
  readonly sshUser?: string
  readonly asksUser?: RegExp
  readonly asksPassword?: RegExp
  readonly denied?: RegExp
}

/** Waits of a slow device; what is not said is learnt from its round trips. */
export interface Timing {
  /** How long nothing may follow at login before the last line counts as the prompt, ms. */
  readonly settleMs?: number
  /** Silence while an answer is due, ms; longer than the budget's where a command computes for minutes. */
  readonly idleMs?: number
}

/** One command whose answer holds facts; group 1 of each pattern is the value. */
export interface FactSource {
  readonly command: string
  readonly hostname?: RegExp
  readonly serial?: RegExp
  readonly model?: RegExp
  readonly version?: RegExp
}

/** Evidence that a device is of this platform; scores add up, a winner needs 90 and a lead of 20.
 *  `ident` is the SSH identification, `banner` all text before the first prompt, `refusal` the wording with which any probe was
 *  refused, `sysObjectId` a prefix (the longest that fits counts), `sysDescr` the text beside it. A probe is a read-only command,
 *  typed without privileges: asked where it can decide between the platforms that are left, at most five in a visit. */
export type DetectRule = { readonly score: number } & (
  | { readonly ident: RegExp }
  | { readonly banner: RegExp }
  | { readonly prompt: RegExp }
  | { readonly probe: string; readonly match: RegExp }
  | { readonly refusal: RegExp }
  | { readonly sysObjectId: string }
  | { readonly sysDescr: RegExp }
)

/** An artifact's alternatives, best first; each is one step or several whose answers follow one another. */
export type ArtifactCommands = readonly (readonly ArtifactStep[])[]

/** A platform as it is over its HTTP API: what is said here takes the place of what its command line has. */
export interface OverHttp extends Partial<
  Pick<Platform, 'artifacts' | 'complete' | 'configHostname' | 'facts' | 'text' | 'timing'>
> {
  readonly api: HttpApi
}

/** A kind of device, as data. A device that needs code means a new field here, not a subclass. */
export interface Platform {
  /** Netmiko's name. */
  readonly id: string
  readonly title: string
  readonly family: string
  /** Names of Oxidized, RANCID, NAPALM and NetBox for the same platform. */
  readonly aliases: readonly string[]
  readonly tier: 1 | 2
  readonly transports: readonly TransportName[]
  /** Commands may use exec channels: no prompt, pager or echo, and an exit status. */
  readonly exec: boolean
  /** What ends a typed line. */
  readonly newline: '\n' | '\r' | '\r\n'
  /** `in-shell`: SSH lets everybody in, and the shell asks for user and password as telnet does. */
  readonly login: 'ssh' | 'in-shell'
  readonly inShell?: InShellLogin
  /** Questions at login and what is typed at them. */
  readonly loginAnswers: readonly { readonly asks: RegExp; readonly type: string }[]
  /** Appended to the user name over SSH, such as RouterOS' terminal flags. */
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
  /** Ids that read such a device just as well: detection may answer with any of them. */
  readonly equals: readonly string[]
  /** Name of the rule set in config-text. */
  readonly text: string
  readonly leave: readonly string[]
  readonly timing: Timing
  /** Sessions at once; fewer than five where a device has few lines, one for a console. */
  readonly maxSessions: number
  /** False where a session that is kept open hurts, such as one that locks the configuration. */
  readonly pooled: boolean
  /** Its HTTP API, where it has one that brings artifacts home; `transports` then names `http`. */
  readonly http?: OverHttp
  /** Where the data comes from: `configuration: …; session: …`. The first part says where the command that shows the
   *  configuration is documented or was seen, the second where prompt, paging, privileges and refusals are. */
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
  | 'equals'
  | 'text'
  | 'leave'
  | 'login'
  | 'timing'
  | 'maxSessions'
  | 'pooled'

/** A platform as it is written down: what is not said has a sensible default. */
export type PlatformDefinition = Omit<Platform, Optional> & Partial<Pick<Platform, Optional>>

/** Completes a platform's data with the defaults; the id stays a literal, so that a list of platforms is a type. */
export const definePlatform = <const D extends PlatformDefinition>(
  definition: D,
): Platform & { readonly id: D['id'] } => ({
  aliases: [],
  transports: ['ssh'],
  exec: false,
  newline: '\n',
  login: 'ssh',
  loginAnswers: [],
  usernameSuffix: '',
  prepare: [],
  pager: [],
  facts: [],
  detect: [],
  equals: [],
  text: definition.id,
  leave: ['exit'],
  timing: {},
  maxSessions: 5,
  pooled: true,
  ...definition,
})
