import { createHash } from 'node:crypto'

/** Where a key belongs. */
export interface HostAddress {
  readonly host: string
  readonly port: number
}

/** A key that a device presented. */
export interface HostKey {
  /** `ssh-ed25519`, `ssh-rsa`, … */
  readonly type: string
  /** The public key in base64, as in a known_hosts file. */
  readonly base64: string
  /** `SHA256:…`, as ssh-keygen -l prints it. */
  readonly fingerprint: string
}

/** A key that is on record. */
export interface StoredHostKey extends Pick<HostKey, 'type' | 'base64'> {
  /** As known_hosts files mark them: a revoked key is refused, whatever else is on record; an authority signs certificates,
   *  which ssh2 can't check, and vouches for no key of a host. Default: an ordinary key. */
  readonly mark?: 'revoked' | 'cert-authority'
}

/** Reads the public key a device presented (RFC 4253 section 6.6). */
export function readHostKey(blob: Buffer): HostKey {
  const type = blob.toString('latin1', 4, 4 + blob.readUInt32BE(0))
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')
  return { type, base64: blob.toString('base64'), fingerprint: `SHA256:${digest}` }
}
