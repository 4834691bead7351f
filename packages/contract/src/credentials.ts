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
    has_private_key: z.boolean(),
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

/** A key of 16,384 bits with its armour, and room. */
const privateKeyLength = 32_768

const fields = {
  name: line(100),
  username: line(256),
  password: secret().nullable().describe('Written, never read back'),
  enable_secret: secret().nullable().describe('Written, never read back'),
  private_key: secret(privateKeyLength)
    .nullable()
    .describe('SSH key in OpenSSH or PEM form, tried before the password; written, never read back'),
  passphrase: secret().nullable().describe('Of the private key; written, never read back'),
  priority: z.number().int().min(0).max(1_000_000),
  tags: z.array(tagName).max(100).describe('Serves devices that share a tag; none = every device'),
}

export const credentialInput = z
  .strictObject({
    ...fields,
    password: fields.password.default(null),
    enable_secret: fields.enable_secret.default(null),
    private_key: fields.private_key.default(null),
    passphrase: fields.passphrase.default(null),
    priority: fields.priority.default(100),
    tags: fields.tags.default([]),
  })
  .refine(({ password, private_key }) => password !== null || private_key !== null, {
    message: 'must have a password or a private key',
    path: ['password'],
  })
  .meta({ id: 'NewCredential' })

export const credentialChange = z.strictObject(fields).partial().meta({ id: 'CredentialChange' })

export type Credential = z.input<typeof credential>
