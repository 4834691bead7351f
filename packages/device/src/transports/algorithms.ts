/** Which algorithms may be used with a device. A profile belongs to a device; nothing changes it silently. */
export type AlgorithmProfile = 'modern' | 'compatible' | 'legacy'

/** Name-lists of one side, in its order of preference. */
export interface AlgorithmOffer {
  readonly kex: readonly string[]
  readonly serverHostKey: readonly string[]
  readonly cipher: readonly string[]
  readonly hmac: readonly string[]
}

/** What the peer said in its KEXINIT. */
export interface PeerOffer extends AlgorithmOffer {
  /** Strict key exchange, the answer to Terrapin (CVE-2023-48795). */
  readonly strict: boolean
}

// Group exchange comes last: Node checks a group that the peer chose for 2 s (3,072 bits), and blocks meanwhile.
// chacha20-poly1305 comes last: it is only agreed on when nothing else is, and then only with strict key exchange.
const modern: AlgorithmOffer = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group15-sha512',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group17-sha512',
    'diffie-hellman-group18-sha512',
    'diffie-hellman-group-exchange-sha256',
  ],
  serverHostKey: [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes192-ctr',
    'aes256-ctr',
    'chacha20-poly1305@openssh.com',
  ],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
}

const compatible: AlgorithmOffer = {
  kex: [...modern.kex, 'diffie-hellman-group14-sha1', 'diffie-hellman-group-exchange-sha1'],
  serverHostKey: [...modern.serverHostKey, 'ssh-rsa'],
  cipher: modern.cipher,
  hmac: [...modern.hmac, 'hmac-sha1-etm@openssh.com', 'hmac-sha1'],
}

// Plain MACs first: CBC with encrypt-then-MAC is the other half of Terrapin.
const legacy: AlgorithmOffer = {
  kex: [...compatible.kex, 'diffie-hellman-group1-sha1'],
  serverHostKey: compatible.serverHostKey,
  cipher: [...compatible.cipher, 'aes128-cbc', 'aes192-cbc', 'aes256-cbc', '3des-cbc'],
  hmac: [
    'hmac-sha2-256',
    'hmac-sha2-512',
    'hmac-sha1',
    'hmac-md5',
    'hmac-sha1-96',
    'hmac-md5-96',
    'hmac-sha2-256-etm@openssh.com',
    'hmac-sha2-512-etm@openssh.com',
    'hmac-sha1-etm@openssh.com',
  ],
}

/** What each profile offers; ssh-dss is in none. Source: ssh2 1.17, OpenSSH 9.2. */
export const PROFILES: Readonly<Record<AlgorithmProfile, AlgorithmOffer>> = { modern, compatible, legacy }

/** A profile's offer with the host key types that are known for this device first, so that a known key is asked for. */
export function offerFor(profile: AlgorithmProfile, knownTypes: readonly string[]): AlgorithmOffer {
  const isKnown = (name: string) => knownTypes.includes(name.startsWith('rsa-sha2-') ? 'ssh-rsa' : name)
  const { serverHostKey, ...rest } = PROFILES[profile]
  return {
    ...rest,
    serverHostKey: [...serverHostKey.filter(isKnown), ...serverHostKey.filter((name) => !isKnown(name))],
  }
}

const CATEGORIES = ['kex', 'serverHostKey', 'cipher', 'hmac'] as const
const TITLES = { kex: 'key exchange', serverHostKey: 'host key', cipher: 'cipher', hmac: 'MAC' } as const

const isAead = (cipher: string) => /gcm|poly1305/.test(cipher)

/** The first category in which two sides have nothing in common; undefined when they can talk. */
function firstMismatch(ours: AlgorithmOffer, theirs: PeerOffer): (typeof CATEGORIES)[number] | undefined {
  const isUsable = (name: string) => theirs.strict || !name.startsWith('chacha20')
  const agreed = ours.cipher.find((name) => theirs.cipher.includes(name) && isUsable(name))
  return CATEGORIES.find((category) => {
    if (category === 'cipher') return agreed === undefined
    if (category === 'hmac' && agreed && isAead(agreed)) return false
    return !ours[category].some((name) => theirs[category].includes(name))
  })
}

/** Says what both sides offered and which profile would work, as a sentence for a person. */
export function explainMismatch(
  host: string,
  profile: AlgorithmProfile,
  theirs: PeerOffer,
): { message: string; hint: string } | undefined {
  const category = firstMismatch(PROFILES[profile], theirs)
  if (!category) return undefined
  const names = (['modern', 'compatible', 'legacy'] as const).filter((name) => !firstMismatch(PROFILES[name], theirs))
  const hint = names[0]
    ? `choose the algorithm profile "${names[0]}" for this device`
    : 'no algorithm profile works with this device'
  const message =
    `no common ${TITLES[category]} with ${host}: it offers ${theirs[category].join(', ') || 'nothing'}; ` +
    `the profile "${profile}" offers ${PROFILES[profile][category].join(', ')}; ${hint}`
  return { message, hint }
}
