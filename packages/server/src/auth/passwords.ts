import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../errors/app-error.ts'
import { commonPasswords } from './common-passwords.ts'

/** Argon2id: 19 MiB, two passes (OWASP Password Storage Cheat Sheet, 2024). */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Hashing at once: each costs 19 MiB and a core. More wait, and more than that are sent away. */
const AT_ONCE = 2
const WAITING = 64

export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes as long for a user who does not exist (`undefined`) as for one who does. */
  matches(storedHash: string | undefined, password: string): Promise<boolean>
}

export function createPasswords(): Passwords {
  const turn = createTurnstile(AT_ONCE, WAITING)
  const nobody = turn(() => hash('nobody has this password', cost))
  nobody.catch(() => undefined) // met again where it is awaited
  return {
    hash: (password) => turn(() => hash(password, cost)),
    async matches(storedHash, password) {
      const against = storedHash ?? (await nobody)
      const same = await turn(() => verify(against, password))
      return same && storedHash !== undefined
    },
  }
}

/** Refuses what everybody tries first. Length is the contract's business. */
export function assertGoodPassword(name: string, password: string): void {
  const folded = password.toLowerCase()
  const holdsName = name.length >= 4 && folded.includes(name.toLowerCase())
  if (holdsName || commonPasswords.has(folded) || new Set(folded).size < 4)
    throw new AppError(
      'invalid',
      'This password is easy to guess: it is common, repeats itself or holds the name. Choose another one',
    )
}

/** Lets `atOnce` acts run and `waiting` wait. */
function createTurnstile(atOnce: number, waiting: number): <T>(act: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = []
  let running = 0
  return async (act) => {
    if (running >= atOnce) {
      if (queue.length >= waiting)
        throw new AppError('unavailable', 'Too many logins at once; try again in a few seconds')
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running++
    try {
      return await act()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
