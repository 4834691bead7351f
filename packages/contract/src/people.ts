import { z } from 'zod'
import { id, line, listOf, moment, secret } from './primitives.ts'

export const role = z.enum(['admin', 'operator', 'viewer'])

const userName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/, 'must be 1 to 64 letters, digits, dot, dash, underscore or @')

/** 12 to 128 characters, no rules of composition; common ones are refused by the server. */
const newPassword = secret(128).min(12)

export const user = z
  .object({ id, name: z.string(), role, disabled: z.boolean(), created_at: moment })
  .meta({ id: 'User' })

export const userList = listOf(user)

export const userInput = z
  .strictObject({
    name: userName,
    password: newPassword,
    role: role.describe('Operators and viewers see the devices of their tags only'),
  })
  .meta({ id: 'NewUser' })

export const setupState = z.object({ needed: z.boolean().describe('True until the first administrator exists') })

export const setupInput = z
  .strictObject({
    token: line(200).describe('Printed by the server at start; one hour, once'),
    name: userName,
    password: newPassword,
  })
  .meta({ id: 'Setup' })

/** `token`: tokens in the answer, for programs. `cookie`: httpOnly cookies, for browsers. */
const session = z.enum(['token', 'cookie']).default('token')

export const loginInput = z.strictObject({ name: line(64), password: secret(128), session }).meta({ id: 'Login' })

export const refreshInput = z
  .strictObject({ refresh_token: line(200).optional().describe('Left out by browsers: it is in the cookie') })
  .meta({ id: 'Refresh' })

export const tokens = z
  .object({
    token_type: z.literal('Bearer'),
    access_token: z.string().optional().describe('Left out when it went into a cookie'),
    refresh_token: z.string().optional().describe('One use; its use gives the next one'),
    expires_in: z.number().int().describe('Seconds'),
    user,
  })
  .meta({ id: 'Tokens' })

export const me = z
  .object({
    kind: z.enum(['person', 'local', 'system']),
    id: id.nullable(),
    name: z.string(),
    role,
    tags: z.union([z.literal('all'), z.array(z.string())]),
  })
  .meta({ id: 'Me' })

export const passwordChange = z
  .strictObject({ current_password: secret(128), new_password: newPassword })
  .meta({ id: 'PasswordChange' })

export type User = z.input<typeof user>
