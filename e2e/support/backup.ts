import type { Installation } from './installation.ts'
import { until } from './program.ts'

/** The parts of the API's answers that the stories look at. */
export interface RunSeen {
  readonly id: string
  readonly status: string
  readonly ended_at: string | null
}

export interface TargetSeen {
  readonly id: string
  readonly hostname: string
  readonly status: string
  readonly outcome: string | null
  readonly snapshot_id: string | null
  readonly error_code: string | null
  readonly error_message: string | null
  readonly error_details: Record<string, unknown> | null
}

/** Starts a run of the job and waits for its end. */
export async function runJob(installation: Installation, jobId: string, budgetMs = 60_000): Promise<RunSeen> {
  const run = await installation.call<RunSeen>('POST', `/jobs/${jobId}/runs`, {})
  return runEnded(installation, run.id, budgetMs)
}

export const runEnded = (installation: Installation, runId: string, budgetMs = 60_000): Promise<RunSeen> =>
  until(`run ${runId} to end`, budgetMs, async () => {
    const run = await installation.call<RunSeen>('GET', `/runs/${runId}`)
    return run.ended_at !== null && run
  })

export const targetsOf = async (installation: Installation, runId: string): Promise<TargetSeen[]> =>
  (await installation.call<{ items: TargetSeen[] }>('GET', `/runs/${runId}/targets?size=200`)).items

/** Waits until the archive has everything that was kept. */
export const published = (installation: Installation, budgetMs = 20_000): Promise<unknown> =>
  until('the archive to catch up', budgetMs, async () => {
    const health = await installation.call<{ archive: { waiting: number } }>('GET', '/system/health')
    return health.archive.waiting === 0
  })
