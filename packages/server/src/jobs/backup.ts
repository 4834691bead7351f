import { z } from 'zod'
import type { Artifact, JobType } from './job-type.ts'

/** Reads the running configuration until it is proven whole, and the facts, in one visit. */
export const backup: JobType = {
  name: 'backup',
  params: z.strictObject({}),
  async run(session, _params, context) {
    const lastGood = await context.lastGood('running-config')
    const config = await session.getConfig('running-config', lastGood ? { lastGood } : {})
    const artifact: Artifact = {
      name: config.name,
      bytes: config.bytes,
      command: config.command,
      proof: { ...config.complete, reason: config.reason },
      flags: config.flags,
    }
    return { artifacts: [artifact], facts: { ...(await session.facts()) } }
  },
}
