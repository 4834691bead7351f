/** Where the program is killed with SIGKILL. A failpoint kills it from inside; without one the device falls silent in
 *  mid-output and the test kills from outside. */
export interface KillPoint {
  readonly name: string
  /** The role that dies when roles are separate processes. */
  readonly role: 'worker' | 'scheduler'
  readonly failpoint?: string
}

export const killPoints: readonly KillPoint[] = [
  { name: 'after claim', role: 'worker', failpoint: 'worker.claimed' },
  { name: 'mid-output', role: 'worker' },
  { name: 'after redaction', role: 'worker', failpoint: 'worker.redacted' },
  { name: 'after the transaction', role: 'worker', failpoint: 'worker.kept' },
  { name: 'after the Git commit', role: 'scheduler', failpoint: 'archive.ref-moved' },
]

/** Lease, heartbeat and reaper, and T: how long a target may look RUNNING after its worker died. Seconds. */
export const timings = {
  short: { tS: 6, env: { NETRAVEN_LEASE_S: '3', NETRAVEN_HEARTBEAT_S: '1', NETRAVEN_REAPER_S: '1' } },
  default: { tS: 60, env: {} },
} as const
