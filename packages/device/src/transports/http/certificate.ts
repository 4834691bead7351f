import { createHash } from 'node:crypto'
import type { HostKey } from '../host-key.ts'

/** A certificate as a host key, so that one policy pins both: its type is `x509`, its fingerprint that of the whole certificate. */
export function certificateKey(der: Buffer): HostKey {
  const digest = createHash('sha256').update(der).digest('base64').replace(/=+$/, '')
  return { type: 'x509', base64: der.toString('base64'), fingerprint: `SHA256:${digest}` }
}
