import type { Session } from '@netraven/device'
import type { z } from 'zod'

/** What a visit brought home. Bytes are the device's own: secrets are still in them. */
export interface Artifact {
  /** `running-config`, `startup-config`. */
  readonly name: string
  readonly bytes: Buffer
  readonly command: string
  readonly proof: { readonly proven: boolean; readonly by: string | null; readonly reason: string }
  readonly flags: readonly string[]
}

export interface Findings {
  readonly artifacts: readonly Artifact[]
  readonly facts: Readonly<Record<string, string | null>>
}

/** The last good text of a device, as far as a visit may know it: how long it was, and whether another text says the same. */
export interface LastGood {
  readonly bytes: number
  sameAs(text: string): Promise<boolean>
}

export interface JobContext {
  readonly lastGood: (artifact: string) => Promise<LastGood | undefined>
}

/** One thing that a job can do on a device. The form of its parameters is drawn from `params`. */
export interface JobType {
  readonly name: string
  readonly params: z.ZodType<Record<string, unknown>>
  run(session: Session, params: Record<string, unknown>, context: JobContext): Promise<Findings>
}
