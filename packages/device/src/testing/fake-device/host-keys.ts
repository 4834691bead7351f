import { createHash, generateKeyPairSync } from 'node:crypto'
import ssh2 from 'ssh2'
import { openSshForm } from '../../transports/ssh-keys.ts'
import { findFault, type Fault } from './fault.ts'

/** The keys of a fake device: its own, and what it shows under a fault. */
export interface FakeHostKeys {
  readonly own: readonly string[]
  readonly shown: () => readonly string[]
}

/** Keys that only a fault needs are made when it first does. */
export function createHostKeys(given: readonly string[] | undefined, faults: () => readonly Fault[]): FakeHostKeys {
  const own = given ?? [newHostKey()]
  let other: string | undefined
  let rsa: string | undefined
  return {
    own,
    shown() {
      const fault = findFault(faults(), 'other-host-key')
      if (fault && fault.type !== 'rsa') return [(other ??= newHostKey())]
      if (!fault && !findFault(faults(), 'legacy-algorithms')) return own
      return [(rsa ??= ssh2.utils.generateKeyPairSync('rsa', { bits: 1024 }).private)]
    },
  }
}

/** A new ed25519 key in OpenSSH's form. ssh2's own generator drops zeros at the start of the public half, so that one key
 *  in 256 is malformed; keys of anybody else that begin so are read well. */
export const newHostKey = (): string => openSshForm(generateKeyPairSync('ed25519').privateKey)

/** `SHA256:…` of the public half, as ssh-keygen prints it. */
export function fingerprintOf(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey)
  if (key instanceof Error) throw key
  return `SHA256:${createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '')}`
}

/** The public half of a private key, as in an `authorized_keys` or `known_hosts` file. */
export function publicKeyOf(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey)
  if (key instanceof Error) throw key
  return `${key.type} ${key.getPublicSSH().toString('base64')}`
}
