import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors/app-error.ts'
import { removalMessage, renameMessage } from '../publication/commit-message.ts'
import type { Caller } from '../store/caller.ts'
import { type Device, type DeviceInput, type DeviceStore, MAX_HOPS } from '../store/devices.ts'
import type { PublicationInput, PublicationStore } from '../store/publications.ts'
import type { SnapshotStore } from '../store/snapshots.ts'
import type { TagStore } from '../store/tags.ts'
import { platformOf } from './platforms.ts'

export interface InventoryParts {
  readonly db: Database
  readonly devices: DeviceStore
  readonly publications: PublicationStore
  readonly snapshots: SnapshotStore
  readonly tags: TagStore
}

/** A device as people describe it: the way to it goes by name, and a port that is not said follows from the transport. */
export type DeviceWish = Omit<DeviceInput, 'viaId' | 'port'> & {
  readonly via: string | null
  readonly port?: number | undefined
}

type DeviceChange = Partial<Omit<DeviceInput, 'viaId'>> & { readonly via?: string | null }

/** Adds a device. Tags that do not exist yet come to be, if the caller may make tags. */
export async function addDevice(parts: InventoryParts, who: Caller, { via, ...input }: DeviceWish): Promise<Device> {
  const platform = platformOf(input.platform)
  const port = input.port ?? { ssh: 22, telnet: 23, http: 443 }[input.transport]
  return parts.db.transaction(async () => {
    await prepareTags(parts, who, input.tags)
    return parts.devices.create(who, { ...input, port, platform, viaId: await hopNamed(parts, who, via) })
  })
}

/** Changes a device; a new hostname is a commit of its own in the archive. */
export async function changeDevice(
  parts: InventoryParts,
  who: Caller,
  id: string,
  { via, ...change }: DeviceChange,
  ifVersion: number | undefined,
): Promise<Device> {
  const platform = change.platform === undefined ? {} : { platform: platformOf(change.platform) }
  return parts.db.transaction(async () => {
    const before = await parts.devices.get(who, id)
    if (!before) throw unknownDevice()
    if (change.tags) await prepareTags(parts, who, change.tags)
    const way = via === undefined ? {} : { viaId: await hopNamed(parts, who, via, id) }
    const after = await parts.devices.update(who, id, { ...change, ...platform, ...way }, ifVersion)
    if (after.hostname !== before.hostname) await publishRename(parts, who, before, after)
    return after
  })
}

/** The device through which another one is to be reached; null where the way is direct. */
async function hopNamed(
  parts: InventoryParts,
  who: Caller,
  hostname: string | null,
  deviceId?: string,
): Promise<string | null> {
  if (hostname === null) return null
  const wrong = (message: string) => new AppError('invalid', message, { field: 'via' })
  const hop = await parts.devices.findByHostname(who, hostname)
  if (!hop) throw wrong(`There is no device ${hostname} to go through; add it first`)
  if (hop.transport !== 'ssh')
    throw wrong(`${hostname} is visited by ${hop.transport}; only an SSH server can be gone through`)
  const way = [...(await parts.devices.wayTo(hop.id)), hop]
  if (way.some(({ id }) => id === deviceId)) throw wrong(`The way through ${hostname} would lead in a circle`)
  if (way.length > MAX_HOPS) throw wrong(`The way through ${hostname} has more than ${MAX_HOPS} jump hosts`)
  return hop.id
}

/** Takes a device away and its path out of the archive; its snapshots stay. */
export async function removeDevice(parts: InventoryParts, who: Caller, id: string): Promise<void> {
  await parts.db.transaction(async () => {
    const device = await parts.devices.get(who, id)
    if (!device) throw unknownDevice()
    const published = await isPublished(parts, who, id)
    await parts.devices.remove(who, id)
    if (!published) return
    const row = publication(who, device)
    const message = removalMessage({ hostname: device.hostname, deviceId: device.id, publicationId: row.id })
    await parts.publications.add({ ...row, kind: 'remove', message })
  })
}

/** Before a device or credential gets tags: an administrator's new ones come to be, other people need one of their own. */
export async function prepareTags(
  parts: Pick<InventoryParts, 'tags'>,
  who: Caller,
  names: readonly string[],
): Promise<void> {
  if (who.tags === 'all') await parts.tags.ensure(who, names)
  else if (names.length === 0)
    throw new AppError('forbidden', 'Give it one of your own tags; without a tag you would not see it')
  else await assertOwnTags(parts, who, names)
}

/** People give and take only their own tags. */
export async function assertOwnTags(
  { tags }: Pick<InventoryParts, 'tags'>,
  who: Caller,
  names: readonly string[],
): Promise<void> {
  if (who.tags === 'all') return
  const own = new Set((await tags.list(who)).map((tag) => tag.name))
  const foreign = names.filter((name) => !own.has(name))
  if (foreign.length > 0) throw new AppError('forbidden', 'You can use only tags of your own', { foreign })
}

async function publishRename(parts: InventoryParts, who: Caller, before: Device, after: Device): Promise<void> {
  if (!(await isPublished(parts, who, after.id))) return
  const row = publication(who, after)
  const names = { oldHostname: before.hostname, hostname: after.hostname }
  const message = renameMessage({ ...names, deviceId: after.id, publicationId: row.id })
  await parts.publications.add({ ...row, ...names, kind: 'rename', message })
}

/** A device that was never captured has no path to move. */
async function isPublished(parts: InventoryParts, who: Caller, deviceId: string): Promise<boolean> {
  const { items } = await parts.snapshots.list(who, { deviceId }, null, 1)
  return items.length > 0
}

const publication = (who: Caller, device: Device): Omit<PublicationInput, 'kind' | 'message'> => ({
  id: uuid(),
  deviceId: device.id,
  snapshotId: null,
  hostname: device.hostname,
  oldHostname: null,
  artifact: null,
  blobSha256: null,
  authorName: who.name,
  committedAt: new Date(Math.floor(Date.now() / 1000) * 1000),
})

const unknownDevice = (): AppError => new AppError('not_found', 'There is no such device')
