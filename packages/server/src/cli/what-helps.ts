import { escapeControls } from '@netraven/device'

/** What a person can try, by the kind of an error, where the error itself has no better idea. */
const byKind: Readonly<Record<string, string>> = {
  unreachable: 'check address and port, and that no access list or firewall is in between',
  timeout: 'the device is slow, busy or out of free terminal lines; try again, or allow it more time',
  closed: 'the device hung up: all its terminal lines may be in use, or it restarts; try again',
  auth: 'check user name and password',
  host_key: 'find out why the key differs before you trust it',
  algorithm: 'set the algorithms of this device to compatible or legacy',
  prompt: 'is this the right platform?',
  rejected: 'check the rights of the account and the platform of the device',
  incomplete: 'the text stopped short: a limit or time-out of the device, or the wrong platform',
  unsupported: 'check port and platform: this is nothing that NetRaven can speak to',
  SEALED: 'put the master key back; docs/operate/backup-the-master-key.md says how',
  STORAGE_FULL: 'make room for the database, then run it again',
}

/** The next thing to try after an error of this kind; its own hint counts first. */
export function whatHelps(kind: string | null, details: Readonly<Record<string, unknown>> | null): string | undefined {
  if (typeof details?.hint === 'string') return escapeControls(details.hint)
  return kind === null ? undefined : byKind[kind]
}
