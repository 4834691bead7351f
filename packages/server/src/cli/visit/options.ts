import { type Command, InvalidArgumentError, Option } from 'commander'
import type { AlgorithmProfile, TransportName } from '@netraven/device'
import { repeated } from '../commands/option.ts'

/** How a command without inventory reaches a device: the caller's own credential, nothing stored. */
export interface VisitOptions {
  readonly host: string
  readonly port?: number
  readonly platform: string
  readonly transport: TransportName
  readonly plainHttp?: boolean
  /** PEM file of the authorities that vouch for its certificate, or `public`. */
  readonly ca?: string
  readonly username?: string
  /** A file with a private key. */
  readonly identity?: string
  /** Keys of the ssh-agent. */
  readonly agent?: boolean
  /** The device's own questions are asked here. */
  readonly secondFactor?: boolean
  readonly jump?: readonly JumpWish[]
  readonly algorithms: AlgorithmProfile
  /** `tofu`, `pin:SHA256:…` or `known-hosts:FILE`. */
  readonly hostKey: string
  readonly snmpPort?: number
  /** Seconds for the whole visit. */
  readonly timeout?: number
  /** False with --no-input: never ask. */
  readonly input?: boolean
}

/** A jump host as it is typed: `user@host:port`. */
export interface JumpWish {
  readonly username?: string
  readonly host: string
  readonly port?: number
}

/** The options of every command that visits one device by itself. */
export function withVisitOptions(command: Command): Command {
  const options = [
    new Option('--platform <id>', 'platform id or alias, see: netraven platforms; auto asks the device').default(
      'auto',
    ),
    new Option('--port <n>', 'port (default: 22, 23 or 443 by the transport)').argParser(portOf),
    new Option('--transport <name>', 'how it is visited').choices(['ssh', 'telnet', 'http']).default('ssh'),
    new Option('--plain-http', 'HTTP without TLS'),
    new Option('--ca <file>', 'authorities that vouch for its certificate (PEM), or the word public').conflicts(
      'plainHttp',
    ),
    new Option('--username <name>', 'user name on the device (default: yours here)'),
    new Option('--identity <file>', 'private key'),
    new Option('--agent', 'keys of the ssh-agent behind SSH_AUTH_SOCK'),
    new Option('--second-factor', 'ask here what the device asks beside the password'),
    repeated('--jump <user@host:port>', 'SSH server on the way, the nearest first; may be repeated').argParser(
      (text: string, before: readonly JumpWish[] | undefined) => [...(before ?? []), jumpOf(text)],
    ),
    new Option('--algorithms <profile>', 'how old its ciphers may be')
      .choices(['modern', 'compatible', 'legacy'])
      .default('modern'),
    new Option('--host-key <policy>', 'tofu, pin:SHA256:… (more than one by commas) or known-hosts:FILE')
      .default('tofu')
      .argParser(hostKeyOf),
    new Option('--snmp-port <n>', 'port of its SNMP agent (default: 161)').argParser(portOf),
    new Option('--timeout <seconds>', 'for the whole visit').argParser(secondsOf),
  ]
  command.argument('<host>', 'name or address of the device')
  for (const option of options) command.addOption(option)
  return command
}

/** Where the secrets of a visit come from, for the end of a help text. */
export const SECRETS_HELP = `
Secrets come from the environment, from a file that NAME_FILE names, or from a prompt:
  NETRAVEN_PASSWORD          of the user on the device
  NETRAVEN_ENABLE_PASSWORD   for the privileged mode
  NETRAVEN_PASSPHRASE        of the private key
  NETRAVEN_JUMP_PASSWORD     of the users on jump hosts
  NETRAVEN_SNMP_COMMUNITY    with --platform auto the device is asked over SNMP first`

function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65535)
    throw new InvalidArgumentError('A port is a number from 1 to 65535.')
  return port
}

function secondsOf(text: string): number {
  const seconds = Number(text)
  if (!(seconds > 0 && seconds <= 86_400)) throw new InvalidArgumentError('A timeout is a number of seconds above 0.')
  return seconds
}

const HOST_KEY = /^(?:tofu|pin:SHA256:[A-Za-z0-9+/]{43}=?(?:,SHA256:[A-Za-z0-9+/]{43}=?)*|known-hosts:.+)$/

function hostKeyOf(text: string): string {
  if (HOST_KEY.test(text)) return text
  throw new InvalidArgumentError('A host-key policy is tofu, pin:SHA256:… or known-hosts:FILE.')
}

function jumpOf(text: string): JumpWish {
  const [, username, bracketed, plain, port] = /^(?:([^@]+)@)?(?:\[([^\]]+)\]|([^:@[\]]+))(?::(\d+))?$/.exec(text) ?? []
  const host = bracketed ?? plain
  if (host === undefined)
    throw new InvalidArgumentError('A jump host looks like user@host, host:port or user@[::1]:22.')
  return { ...(username && { username }), host, ...(port && { port: portOf(port) }) }
}
