import type { Credential, Device, Job, Run, Snapshot, Tag } from '@netraven/contract'
import type { Client } from './client.ts'
import { CommandFailure, exitCodes } from './failure.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** People type names, programs ids: each of these takes both. */
export async function findDevice(client: Client, nameOrId: string): Promise<Device> {
  if (uuid.test(nameOrId)) return client.get(`/devices/${nameOrId}`)
  const { items } = await client.get<{ items: Device[] }>('/devices', { hostname: nameOrId })
  return items[0] ?? missing('device', nameOrId)
}

export async function findJob(client: Client, nameOrId: string): Promise<Job> {
  if (uuid.test(nameOrId)) return client.get(`/jobs/${nameOrId}`)
  const { items } = await client.get<{ items: Job[] }>('/jobs', { name: nameOrId })
  return items[0] ?? missing('job', nameOrId)
}

/** The id of a run: typed as it is, or of the newest run of a job. */
export async function findRunId(client: Client, idOrJob: string): Promise<string> {
  if (uuid.test(idOrJob)) return idOrJob
  const { items: jobs } = await client.get<{ items: Job[] }>('/jobs', { name: idOrJob })
  if (!jobs[0]) return missing('run or job', idOrJob, 'run')
  const { items } = await client.get<{ items: Run[] }>('/runs', { job_id: jobs[0].id, size: 1 })
  if (items[0]) return items[0].id
  throw new CommandFailure(exitCodes.notFound, `${idOrJob} has not run yet; "netraven job run ${idOrJob}" runs it`)
}

export async function findCredential(client: Client, nameOrId: string): Promise<Credential> {
  const { items } = await client.get<{ items: Credential[] }>('/credentials')
  return items.find(({ id, name }) => id === nameOrId || name === nameOrId) ?? missing('credential', nameOrId)
}

export async function findTag(client: Client, nameOrId: string): Promise<Tag> {
  const { items } = await client.get<{ items: Tag[] }>('/tags')
  return items.find(({ id, name }) => id === nameOrId || name === nameOrId) ?? missing('tag', nameOrId)
}

/** A snapshot by its id, or the newest running configuration of a device. */
export async function findSnapshot(client: Client, idOrDevice: string): Promise<Snapshot> {
  if (uuid.test(idOrDevice)) return client.get(`/snapshots/${idOrDevice}`)
  const { id } = await findDevice(client, idOrDevice)
  const { items } = await client.get<{ items: Snapshot[] }>('/snapshots', {
    device_id: id,
    artifact: 'running-config',
    limit: 1,
  })
  if (items[0]) return items[0]
  throw new CommandFailure(
    exitCodes.notFound,
    `${idOrDevice} has no snapshot yet; "netraven device backup ${idOrDevice}" makes one`,
  )
}

function missing(what: string, name: string, noun = what): never {
  throw new CommandFailure(
    exitCodes.notFound,
    `There is no ${what} ${JSON.stringify(name)}; "netraven ${noun} list" shows what there is`,
  )
}
