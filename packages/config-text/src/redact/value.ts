import { decodeJunos9, decodeType7 } from './reversible.ts'
import type { SecretType } from './secret.ts'

const oneWay = /^\$(?:1|2[abxy]?|5|6|7|8|9|14|y|gy|h|sha1|apr1)\$/

/** Did the device print a mask instead of the value? Nothing can bring such a secret back. */
export function isMask(value: string): boolean {
  return /^(?:\*{4,}|<removed>|<hidden>|\[removed\])$/.test(value)
}

/** The clear value of a reversible encoding, else the value itself: what a fingerprint is taken over. */
export function meaningOf(value: string, typeDigit: string | null): string {
  if (typeDigit === '7') return decodeType7(value) ?? value
  return decodeJunos9(value) ?? value
}

/** `enable secret 5 …` is a hash and `enable secret 0 …` a password: digit and shape say which. */
export function refineType(type: SecretType, value: string, typeDigit: string | null): SecretType {
  if (type !== 'password' && type !== 'hash') return type
  if (oneWay.test(value)) return decodeJunos9(value) === null ? 'hash' : 'password'
  if (typeDigit !== null && ['4', '5', '8', '9', '10', '14'].includes(typeDigit)) return 'hash'
  return type
}

/** Letters, digits and signs mixed as no word of a language has them. */
export function looksRandom(value: string): boolean {
  if (value.length < 8 || value.length > 1024 || isPublicShape(value)) return false
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length
  return /\d/.test(value) && (classes >= 3 || (classes === 2 && value.length >= 16))
}

const publicShapes = [
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, // UUID
  /^(?:[0-9a-f]{1,4}[:.-]){2,}[0-9a-f:./-]*$/i, // MAC, IPv6, IPv4, fingerprints
  /^[A-Za-z-]{2,20}\d+(?:[/.:]\d+)+$/, // interface names
  /^(?:Loopback|Vlan|Tunnel|Port-channel|(?:\w*Gigabit|Fast)?Ethernet|GigE)\d+$/i,
  /^(?:SHA256|MD5|sha256|sha512):/,
  /^AAAA[A-Z]/, // SSH public keys
  /^(?:\.{0,2}|~)\/[\w.-]/, // paths
  /^[a-z][a-z0-9+.-]{1,20}:\/\//i, // URLs
  /^\d[\d.,:/TZ+-]*$/, // numbers, dates, versions
]

function isPublicShape(value: string): boolean {
  return publicShapes.some((shape) => shape.test(value))
}
