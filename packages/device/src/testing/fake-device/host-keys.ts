import { createHash } from 'node:crypto'
import ssh2 from 'ssh2'
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
  let legacy: string | undefined
  return {
    own,
    shown() {
      if (findFault(faults(), 'other-host-key')) return [(other ??= newHostKey())]
      if (!findFault(faults(), 'legacy-algorithms')) return own
      return [(legacy ??= ssh2.utils.generateKeyPairSync('rsa', { bits: 1024 }).private)]
    },
  }
}

/** One in some hundred ed25519 keys that ssh2 1.17 makes can't be read by ssh2 itself; the next one can. */
function newHostKey(): string {
  for (;;) {
    const { private: key } = ssh2.utils.generateKeyPairSync('ed25519')
    if (!(ssh2.utils.parseKey(key) instanceof Error)) return key
  }
}

/** `SHA256:…` of the public half, as ssh-keygen prints it. */
export function fingerprintOf(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey)
  if (key instanceof Error) throw key
  return `SHA256:${createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '')}`
}
