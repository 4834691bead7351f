import type { Caller } from './caller.ts'

/** A credential without its secrets: those are written, never read back. */
export interface Credential {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly hasPassword: boolean
  readonly hasEnableSecret: boolean
  readonly priority: number
  readonly tags: readonly string[]
  readonly succeeded: number
  readonly refused: number
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The sealed columns; only credentials/unlock.ts opens them. */
export interface SealedCredential {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly passwordSealed: string | null
  readonly enableSealed: string | null
  readonly dataKeyId: string
}

export interface CredentialInput {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly passwordSealed: string | null
  readonly enableSealed: string | null
  readonly dataKeyId: string
  readonly priority: number
  readonly tags: readonly string[]
}

/** How a credential stands with one device: what credentials/choose.ts decides on. */
export interface CredentialStanding {
  readonly id: string
  readonly name: string
  readonly priority: number
  readonly succeeded: number
  readonly refused: number
  readonly refusedInARow: number
  /** Refusals in a row over all devices: a wrong password locks accounts everywhere. */
  readonly refusedInARowAnywhere: number
}

export interface CredentialStore {
  list(who: Caller): Promise<Credential[]>
  get(who: Caller, id: string): Promise<Credential | undefined>
  create(who: Caller, input: CredentialInput): Promise<Credential>
  update(who: Caller, id: string, change: Partial<Omit<CredentialInput, 'id'>>, ifVersion?: number): Promise<Credential>
  remove(who: Caller, id: string): Promise<void>
  sealed(id: string): Promise<SealedCredential | undefined>
  /** Credentials that share a tag with the device; a credential without tags serves every device. */
  standings(deviceId: string): Promise<CredentialStanding[]>
  countUse(credentialId: string, deviceId: string, result: 'succeeded' | 'refused'): Promise<void>
}
