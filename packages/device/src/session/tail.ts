import { randomBytes, randomUUID } from 'node:crypto'
import { redact } from '@netraven/config-text'
import { DeviceError } from '../errors.ts'
import type { Platform } from '../platform.ts'

/** The error with tokens instead of secrets in what the device said last; without that text when it can't be redacted. */
export function withoutSecrets(error: DeviceError, platform: Platform): DeviceError {
  const { transcriptTail, ...rest } = error.details
  if (transcriptTail === undefined) return error
  return error.withDetails({ ...rest, ...tailWithTokens(transcriptTail, platform) })
}

function tailWithTokens(tail: string, platform: Platform): { transcriptTail?: string } {
  try {
    return {
      transcriptTail: redact(tail, { platform: platform.text, deviceId: randomUUID(), key: randomBytes(32) }).text,
    }
  } catch {
    return {}
  }
}
