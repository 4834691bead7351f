import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { ApiParts } from '../api/parts.ts'
import { type Archivist, createArchivist } from '../archive/publish.ts'
import { createSealCredential } from '../credentials/seal-input.ts'
import { createUnlock } from '../credentials/unlock.ts'
import { createCancelRun } from '../runs/cancel-run.ts'
import { createEnqueueRun } from '../runs/enqueue-run.ts'
import { nextFires } from '../scheduler/due.ts'
import type { SchedulerParts } from '../scheduler/scheduler.ts'
import { createOpenOriginal } from '../snapshots/open-original.ts'
import { verifyStored } from '../snapshots/verify-stored.ts'
import { hostKeyPolicy } from '../worker/host-key-policy.ts'
import { createLeases, type Leases } from '../worker/leases.ts'
import type { WorkerParts } from '../worker/worker.ts'
import type { Ground } from './ground.ts'
import { ownAddresses } from './own-addresses.ts'
import { settingsDoor } from './settings-door.ts'

export const archivistOf = ({ config, dataFolder, db, stores, log }: Ground): Archivist =>
  createArchivist({
    db,
    log,
    publications: stores.publications,
    blobs: stores.blobs,
    settings: {
      path: config.get('archive.path') ?? join(dataFolder, 'archive.git'),
      layout: config.get('archive.layout'),
      flushMs: config.get('archive.flush_ms'),
      batch: config.get('archive.batch'),
    },
  })

const enqueueRunOf = ({ config, db, stores, queue }: Ground) =>
  createEnqueueRun({ db, runs: stores.runs, queue, maxParallel: () => config.get('job.max_parallel') })

export function apiParts(ground: Ground, archivist: Archivist, version: string): ApiParts {
  const { config, db, stores, keyring, text, log } = ground
  const openOriginal = createOpenOriginal(keyring)
  const verifyArchive = async () => {
    const { ok, commits, problems } = await archivist.verify()
    const faults = problems.map(({ what, where, repair }) => ({ what, id: where, message: repair }))
    return { ok, checked: { commits }, faults }
  }
  return {
    db,
    stores,
    log,
    keyring,
    version,
    enqueueRun: enqueueRunOf(ground),
    cancelRun: createCancelRun({ db, queue: ground.queue, ...stores }),
    nextFires,
    sealCredential: createSealCredential(keyring),
    openEscrow: openOriginal,
    diffTexts: (before, after, names) => text.diff(Buffer.from(before), Buffer.from(after), names),
    archive: {
      verify: verifyArchive,
      rebuild: async (options) => {
        const { commits, head, changedIds } = await archivist.rebuild(options)
        return { commits, head, same_ids: changedIds === 0 }
      },
    },
    verify: async () => {
      const archive = await verifyArchive()
      const { texts, originals, faults } = await verifyStored({
        blobs: stores.blobs,
        escrows: stores.escrows,
        openOriginal,
      })
      const all = [...archive.faults, ...faults]
      return { ok: all.length === 0, checked: { ...archive.checked, texts, originals }, faults: all }
    },
    settings: settingsDoor(ground),
    authSettings: {
      accessMinutes: () => config.get('auth.access_minutes'),
      refreshDays: () => config.get('auth.refresh_days'),
    },
  }
}

export function schedulerParts(ground: Ground): SchedulerParts {
  const { config, db, stores, queue, log } = ground
  return {
    db,
    queue,
    log,
    jobs: stores.jobs,
    runs: stores.runs,
    targets: stores.targets,
    outbox: stores.outbox,
    enqueueRun: enqueueRunOf(ground),
    leaseS: () => config.get('lease_s'),
    tickS: () => config.get('scheduler.tick_s'),
    reaperS: () => config.get('reaper_s'),
  }
}

/** The parts of a worker, and the leases that end with it. */
export function workerParts(ground: Ground): WorkerParts & { readonly leases: Leases } {
  const { config, db, stores, keyring, queue, text, log } = ground
  const worker = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`
  const leaseS = () => config.get('lease_s')
  // However the two are set: three signs of life in a lease.
  const heartbeatS = () => Math.min(config.get('heartbeat_s'), leaseS() / 3)
  return {
    ...stores,
    db,
    keyring,
    queue,
    text,
    log,
    worker,
    leaseS,
    leases: createLeases({ targets: stores.targets, runs: stores.runs, log, worker, leaseS, heartbeatS }),
    unlock: createUnlock({ db, credentials: stores.credentials, audits: stores.audits, keyring }),
    wayTo: (deviceId) => stores.devices.wayTo(deviceId),
    hostKeyPolicy: (device, run) =>
      hostKeyPolicy({ db, devices: stores.devices, hostKeys: stores.hostKeys }, device, run),
    retry: () => ({
      retries: config.get('device.retry.retries'),
      backoffS: config.get('device.retry.backoff_s'),
      multiplier: config.get('device.retry.multiplier'),
      maxS: config.get('device.retry.max_s'),
    }),
    budgets: () => ({
      connectMs: config.get('device.connect_timeout_s') * 1000,
      idleMs: config.get('device.command_timeout_s') * 1000,
      outputBytes: config.get('snapshot.max_bytes') ?? (ground.embedded ? 32 : 256) * 1024 * 1024,
    }),
    keepaliveMs: () => config.get('ssh.keepalive_s') * 1000,
    refuse: () => ownAddresses(config),
    concurrency: config.get('worker.concurrency'),
    drainMs: config.get('worker.drain_s') * 1000,
  }
}
