import { createHmac } from 'node:crypto'
import type { HostAddress, HostKey, StoredHostKey } from './host-key.ts'

/** How OpenSSH writes an address: the port only where it isn't 22. */
const nameOf = ({ host, port }: HostAddress): string => (port === 22 ? host : `[${host}]:${port}`)

/** The keys that a known_hosts text holds for an address, with their marks. Knows hashed names, patterns and negation.
 *  Source: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
export function matchKnownHosts(text: string, address: HostAddress): readonly StoredHostKey[] {
  const name = nameOf(address).toLowerCase()
  return text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/)
    const mark = markOf(words[0] ?? '')
    const [names, type, base64] = mark ? words.slice(1) : words
    if (!names || !type || !base64 || /^[#@]/.test(names) || !isNamed(names, name)) return []
    return [{ type, base64, ...(mark && { mark }) }]
  })
}

const markOf = (word: string): StoredHostKey['mark'] =>
  word === '@revoked' ? 'revoked' : word === '@cert-authority' ? 'cert-authority' : undefined

/** A line for a known_hosts file. */
export const knownHostsLine = (address: HostAddress, key: HostKey): string =>
  `${nameOf(address)} ${key.type} ${key.base64}\n`

function isNamed(names: string, name: string): boolean {
  if (names.startsWith('|1|')) return isHashed(names, name)
  const patterns = names.toLowerCase().split(',')
  const hits = patterns.filter((pattern) => fits(pattern.replace(/^!/, ''), name))
  return hits.length > 0 && !hits.some((pattern) => pattern.startsWith('!'))
}

function isHashed(entry: string, name: string): boolean {
  const [, , salt, hash] = entry.split('|')
  if (!salt || !hash) return false
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash
}

const fits = (pattern: string, name: string): boolean =>
  pattern === name ||
  (/[*?]/.test(pattern) &&
    new RegExp(
      `^${pattern
        .replace(/[^*?]/g, (c) => c.replace(/[\\^$.+()|[\]{}]/g, '\\$&'))
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
    ).test(name))
