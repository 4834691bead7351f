import { setupInput, setupState, user } from '@netraven/contract'
import { completeSetup } from '../../auth/first-admin.ts'
import { type Api, answers, operation } from '../api.ts'
import { toWire } from '../wire.ts'
import { guesses, type RouteParts } from '../route-parts.ts'

/** The first administrator: there are no default accounts. */
export function setupRoutes(api: Api, parts: RouteParts): void {
  const { users, logins, audits } = parts.stores

  api.get(
    '/setup',
    {
      schema: {
        ...operation('getSetup', 'setup', 'Whether the first administrator is still to be made'),
        response: answers({ 200: setupState }),
      },
    },
    async () => ({ needed: (await users.count()) === 0 }),
  )

  api.post(
    '/setup',
    {
      config: { rateLimit: guesses(parts) },
      schema: {
        ...operation('setUp', 'setup', 'Make the first administrator with the token that the server printed'),
        body: setupInput,
        response: answers({ 201: user }),
      },
    },
    async ({ body }, reply) => {
      const made = await completeSetup({ ...parts, users, logins, audits }, body.token, body.name, body.password)
      reply.status(201)
      return toWire(made)
    },
  )
}
