import type { Caller } from '../store/caller.ts'
import type { User } from '../store/users.ts'

/** A person as the stores know them. Operators and viewers see what their tags show; people have no tags yet. */
export const callerOf = (user: User): Caller => ({
  kind: 'person',
  id: user.id,
  name: user.name,
  role: user.role,
  tags: user.role === 'admin' ? 'all' : [],
})

/** Whoever may open the data folder already holds all that NetRaven knows: the local administrator. */
export const localCaller = (osUser: string): Caller => ({
  kind: 'local',
  id: null,
  name: `local:${osUser}`,
  role: 'admin',
  tags: 'all',
})
