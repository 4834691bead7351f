import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { bits, integer, objectId, octets, sequence, set, tagged, text, truth, utcTime, type Der } from './der.ts'

/** A certificate with its key, as a TLS server wants them. */
export interface LabCertificate {
  readonly cert: string
  readonly key: string
  /** `SHA256:…` of the whole certificate, as a pin. */
  readonly fingerprint: string
  readonly signer: { readonly name: Der; readonly key: KeyObject }
}

export interface CertificateWish {
  readonly commonName: string
  /** DNS names and IPv4 addresses it is good for. */
  readonly names?: readonly string[]
  /** Who signs it. Default: itself. */
  readonly by?: LabCertificate
  /** May sign others. */
  readonly isAuthority?: true
}

const DAY_MS = 86_400_000
const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'))

/** Makes a certificate on P-256 for a week, which Node can use but not make. Source: RFC 5280 section 4.1. */
export function makeCertificate(wish: CertificateWish): LabCertificate {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(objectId('2.5.4.3'), text(wish.commonName))))
  const signer = wish.by?.signer ?? { name, key: pair.privateKey }
  const signed = sequence(
    tagged(0xa0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    signer.name,
    sequence(utcTime(new Date(Date.now() - DAY_MS)), utcTime(new Date(Date.now() + 7 * DAY_MS))),
    name,
    pair.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(wish))),
  )
  const der = sequence(signed, ECDSA_SHA256, bits(sign('sha256', signed, signer.key)))
  const digest = createHash('sha256').update(der).digest('base64').replace(/=+$/, '')
  return {
    cert: pem('CERTIFICATE', der),
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: `SHA256:${digest}`,
    signer: { name, key: pair.privateKey },
  }
}

function extensions({ names = [], isAuthority }: CertificateWish): Der[] {
  const nameOf = (name: string): Der =>
    isIPv4(name) ? tagged(0x87, Buffer.from(name.split('.').map(Number))) : tagged(0x82, Buffer.from(name))
  const mayNotBeEmpty = sequence(objectId('2.5.29.17'), octets(sequence(...names.map(nameOf))))
  return [
    ...(names.length > 0 ? [mayNotBeEmpty] : []),
    sequence(objectId('2.5.29.19'), truth(), octets(sequence(...(isAuthority ? [truth()] : [])))),
  ]
}

const pem = (label: string, der: Der): string =>
  `-----BEGIN ${label}-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`
