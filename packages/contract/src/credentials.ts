import { z } from 'zod'
import { id, line, listOf, moment, secret } from './primitives.ts'
import { tagName } from './tags.ts'

/** A credential without its secrets: those go in and never come out. */
export const credential = z
  .object({
    id,
    name: z.string(),
    username: z.string(),
    has_password: z.boolean(),
    has_enable_secret: z.boolean(),
    priority: z.number().int().describe('Lower is tried first'),
    tags: z.array(z.string()),
    succeeded: z.number().int(),
    refused: z.number().int(),
    version: z.number().int(),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'Credential' })

export const credentialList = listOf(credential)

const fields = {
  name: line(100),
  username: line(256),
  password: secret().describe('Written, never read back'),
  enable_secret: secret().nullable().describe('Written, never read back'),
  priority: z.number().int().min(0).max(1_000_000),
  tags: z.array(tagName).max(100).describe('Serves devices that share a tag; none = every device'),
}

export const credentialInput = z
  .strictObject({
    ...fields,
    enable_secret: fields.enable_secret.default(null),
    priority: fields.priority.default(100),
    tags: fields.tags.default([]),
  })
  .meta({ id: 'NewCredential' })

export const credentialChange = z.strictObject(fields).partial().meta({ id: 'CredentialChange' })

export type Credential = z.input<typeof credential>
