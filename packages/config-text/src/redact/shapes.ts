import { findAssigned } from './assigned.ts'
import { findInJson } from './json-secrets.ts'
import type { Candidate, ShapeHit } from './secret.ts'
import { isToken } from './token.ts'
import { isMask, looksRandom, meaningOf, refineType } from './value.ts'

type Finder = (text: string) => Iterable<ShapeHit>

/** All expressions here are linear: a run of one class of characters starts only where the character before is not of it. */
const finders: readonly Finder[] = [
  findHashes,
  findUrlPasswords,
  findBearers,
  findKeysOfClouds,
  findShadow,
  findAssigned,
  findInJson,
]

/** Secrets that need no knowledge of the platform. */
export function findByShape(text: string): Candidate[] {
  const found: Candidate[] = []
  for (const finder of finders) {
    for (const hit of finder(text)) {
      const value = text.slice(hit.start, hit.end)
      if (value === '' || isToken(value) || isMask(value)) continue
      found.push({ ...hit, type: refineType(hit.type, value, null), meaning: meaningOf(value, null) })
    }
  }
  return found
}

function* findHashes(text: string): Generator<ShapeHit> {
  const dollar = /(?<![\w$])\$(?:1|2[abxy]?|5|6|7|8|9|14|y|gy|h|c|M|sha1|apr1|argon2id?)\$[^\s"'<>;:,\\\])}]{6,}/g
  for (const { index, 0: all } of text.matchAll(dollar))
    yield { start: index, end: index + all.length, type: 'password' }
  const marked =
    /(?<![\w+/=-])(?:-AQ==[A-Za-z0-9+/=]{8,}|AQBap[A-Za-z0-9+/=]{16,}|\{SSHA(?:256|512)?\}[A-Za-z0-9+/=]{16,})/g
  for (const { index, 0: all } of text.matchAll(marked))
    yield { start: index, end: index + all.length, type: 'password' }
}

/** `scheme://user:password@host`; a number behind the host is a port. */
function* findUrlPasswords(text: string): Generator<ShapeHit> {
  for (let at = text.indexOf('://'), next; at >= 0; at = next) {
    next = text.indexOf('://', at + 3)
    const authority = /(?:[^\s"<]|<(?!\/[A-Za-z][\w:.-]{0,60}>)){0,512}/y
    authority.lastIndex = at + 3
    const near = next < 0 || next - at > 600 ? text : text.slice(0, next)
    const chunk = authority.exec(near)?.[0] ?? ''
    const colon = chunk.indexOf(':')
    const host = chunk.lastIndexOf('@')
    if (colon < 0 || host < colon || /^[^@]*\//.test(chunk.slice(0, colon))) continue
    if (/^:\d{2,5}\//.test(chunk.slice(colon)) && text.slice(Math.max(0, at - 5), at).includes('http')) continue
    yield { start: at + 3 + colon + 1, end: at + 3 + host, type: 'password' }
  }
}

function* findBearers(text: string): Generator<ShapeHit> {
  const jwt = /(?<![\w.-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)?/g
  for (const { index, 0: all } of text.matchAll(jwt)) yield { start: index, end: index + all.length, type: 'token' }
  const header = /(?<!\w)(?:bearer|basic)[ \t]{1,4}([\w.~+/=-]{8,})/gi
  for (const { index, 0: all, 1: value = '' } of text.matchAll(header)) {
    const end = index + all.length
    if (looksRandom(value)) yield { start: end - value.length, end, type: 'token' }
  }
}

function* findKeysOfClouds(text: string): Generator<ShapeHit> {
  const prefixed = /(?<!\w)(?:(?:AKIA|ASIA)[0-9A-Z]{16}(?!\w)|(?:gh[opsu]_|github_pat_|glpat-|xox[abps]-)[\w-]{16,})/g
  for (const { index, 0: all } of text.matchAll(prefixed)) {
    yield { start: index, end: index + all.length, type: 'token' }
    if (all.startsWith('A')) yield* findSecretBeside(text, index + all.length)
  }
}

/** The secret half of a cloud's key pair: 40 characters of base64 close behind the first half. */
function* findSecretBeside(text: string, from: number): Generator<ShapeHit> {
  const near = text.slice(from, from + 200)
  const found = /(?<![\w/+])[A-Za-z0-9/+]{40}(?![\w/+=])/.exec(near)
  if (found) yield { start: from + found.index, end: from + found.index + 40, type: 'token' }
}

function* findShadow(text: string): Generator<ShapeHit> {
  const line = /^([\w.-]{1,64}:!?)([^:\s]{2,256}):\d{0,10}:\d{0,10}:\d{0,10}:\d{0,10}:\d{0,10}:\d{0,10}:\d{0,10}\s?$/gm
  for (const { index, 1: name = '', 2: value = '' } of text.matchAll(line)) {
    const start = index + name.length
    if (/[A-Za-z0-9]/.test(value)) yield { start, end: start + value.length, type: 'hash' }
  }
}
