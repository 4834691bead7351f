/** Who asks. Every read of a store takes one, and the store shows only what it may see. */
export interface Caller {
  readonly kind: 'person' | 'local' | 'system'
  /** The user's id; null for `local` and `system`. */
  readonly id: string | null
  /** `admin`, `local:alice` or `system:worker`: the actor of the audit row. */
  readonly name: string
  readonly role: 'admin' | 'operator' | 'viewer'
  /** Ids of the tags whose devices the caller sees; `all` for admins and the system. */
  readonly tags: 'all' | readonly string[]
}

/** The program itself, acting for a role: `system:worker`, `system:scheduler`. */
export const systemCaller = (role: string): Caller => ({
  kind: 'system',
  id: null,
  name: `system:${role}`,
  role: 'admin',
  tags: 'all',
})
