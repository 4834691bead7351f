import { user, userInput, userList } from '@netraven/contract'
import { assertGoodPassword } from '../../auth/passwords.ts'
import { type Api, answers, callerOf, operation } from '../api.ts'
import { toWire } from '../wire.ts'
import type { RouteParts } from '../route-parts.ts'

export function userRoutes(api: Api, { stores, passwords }: RouteParts): void {
  api.get(
    '/users',
    { schema: { ...operation('listUsers', 'users', 'All users'), response: answers({ 200: userList }) } },
    async (request) => ({
      items: (await stores.users.list(callerOf(request))).map(toWire),
    }),
  )

  api.post(
    '/users',
    {
      schema: { ...operation('createUser', 'users', 'Add a user'), body: userInput, response: answers({ 201: user }) },
    },
    async (request, reply) => {
      const { name, password, role } = request.body
      assertGoodPassword(name, password)
      const passwordHash = await passwords.hash(password)
      const made = await stores.users.create(callerOf(request), { name, role, passwordHash })
      reply.status(201)
      return toWire(made)
    },
  )
}
