import type { QuarantineStore } from '../store/quarantine.ts'

export interface QuarantineParts {
  readonly quarantine: QuarantineStore
}

/** Text that was read and not proved whole, sealed like an original. */
export interface Suspect {
  readonly id: string
  readonly deviceId: string
  readonly targetId: string
  readonly runId: string
  readonly artifact: string
  readonly reason: string
  readonly errorCode: string
  readonly sealed: { readonly dataKeyId: string; readonly bytes: Buffer; readonly rawBytes: number }
}

/** Puts text aside where no one takes it for a backup. The only writer of the quarantine. */
export async function quarantine(parts: QuarantineParts, suspect: Suspect): Promise<void> {
  const { sealed, ...facts } = suspect
  await parts.quarantine.put({
    ...facts,
    dataKeyId: sealed.dataKeyId,
    rawBytes: sealed.rawBytes,
    sealed: sealed.bytes,
  })
}
