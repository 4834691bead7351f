import {
  diffQuery,
  idParams,
  rawRequest,
  snapshot,
  snapshotDiff,
  snapshotList,
  snapshotQuery,
} from '@netraven/contract'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../errors/app-error.ts'
import type { Caller } from '../../store/caller.ts'
import type { Snapshot } from '../../store/snapshots.ts'
import { type Api, answers, callerOf, found, operation } from '../api.ts'
import { fromWire, toWire, toWireItems } from '../wire.ts'
import { guesses, type RouteParts } from '../route-parts.ts'

export function snapshotRoutes(api: Api, parts: RouteParts): void {
  const { snapshots } = parts.stores

  api.get(
    '/snapshots',
    {
      schema: {
        ...operation('listSnapshots', 'snapshots', 'Snapshots, newest first'),
        querystring: snapshotQuery,
        response: answers({ 200: snapshotList }),
      },
    },
    async (request) => {
      const { after, limit, ...filter } = fromWire(request.query)
      return toWireItems(await snapshots.list(callerOf(request), filter, after ?? null, limit))
    },
  )

  api.get(
    '/snapshots/:id',
    {
      schema: {
        ...operation('getSnapshot', 'snapshots', 'One snapshot'),
        params: idParams,
        response: answers({ 200: snapshot }),
      },
    },
    async (request) => toWire(found(await snapshots.get(callerOf(request), request.params.id), 'snapshot')),
  )

  api.get(
    '/snapshots/:id/content',
    {
      schema: {
        ...operation('getSnapshotContent', 'snapshots', 'The text, with tokens where secrets stood'),
        params: idParams,
        response: answers({ 200: textAnswer('The redacted text, byte for byte as it is in the archive') }),
      },
    },
    async (request, reply) => {
      const chosen = found(await snapshots.get(callerOf(request), request.params.id), 'snapshot')
      return sendFile(reply, chosen, await textOf(parts, chosen), 'text/plain; charset=utf-8')
    },
  )

  diffRoute(api, parts)
  revealRoute(api, parts)
}

function diffRoute(api: Api, parts: RouteParts): void {
  const { snapshots } = parts.stores
  api.get(
    '/snapshots/:id/diff',
    {
      schema: {
        ...operation('diffSnapshot', 'snapshots', 'What changed since the snapshot before, or since any other'),
        params: idParams,
        querystring: diffQuery,
        response: answers({ 200: snapshotDiff }),
      },
    },
    async (request) => {
      const who = callerOf(request)
      const to = found(await snapshots.get(who, request.params.id), 'snapshot')
      const fromId = request.query.against ?? to.previousId
      const from = fromId === null ? null : found(await snapshots.get(who, fromId), 'snapshot')
      const before = from ? (await textOf(parts, from)).toString() : ''
      const names = { before: from ? titleOf(from) : '/dev/null', after: titleOf(to) }
      const difference = await parts.diffTexts(before, (await textOf(parts, to)).toString(), names)
      return { from: from && toWire(from), to: toWire(to), ...difference }
    },
  )
}

const titleOf = ({ hostname, artifact, capturedAt }: Snapshot): string =>
  `${hostname}/${artifact} ${capturedAt.toISOString()}`

function revealRoute(api: Api, parts: RouteParts): void {
  const { snapshots, escrows, audits } = parts.stores
  api.post(
    '/snapshots/:id/raw',
    {
      config: { rateLimit: guesses(parts) },
      schema: {
        ...operation(
          'revealSnapshot',
          'snapshots',
          'The byte-exact original with its secrets; takes the password again and a reason, and is recorded',
        ),
        params: idParams,
        body: rawRequest,
        response: answers({ 200: textAnswer('The bytes as the device sent them') }),
      },
    },
    async (request, reply) => {
      const who = callerOf(request)
      const { reason, password, name } = request.body
      const chosen = found(await snapshots.get(who, request.params.id), 'snapshot')
      const by = await proveAdmin(parts, who, name, password)
      const escrow = found(await escrows.get(who, chosen.id), 'original')
      await audits.record(
        who,
        'snapshot.reveal',
        { type: 'snapshot', id: chosen.id },
        { reason, by, device: chosen.hostname },
      )
      return sendFile(reply, chosen, await parts.openEscrow(escrow), 'application/octet-stream')
    },
  )
}

/** The password once more: a session that was left open is not enough. On the local door an administrator is named. */
async function proveAdmin(
  parts: RouteParts,
  who: Caller,
  given: string | undefined,
  password: string,
): Promise<string> {
  const name = who.kind === 'person' ? who.name : given
  if (name === undefined) throw new AppError('invalid', 'Say which administrator you are: name', { field: 'name' })
  const user = await parts.stores.users.forLogin(name)
  const right = await parts.passwords.matches(user?.passwordHash, password)
  if (right && user?.role === 'admin' && !user.disabled) return name
  const tried = { type: 'user', id: user?.id ?? null }
  await parts.stores.audits.record(who, 'snapshot.reveal_refused', tried, user ? { name: user.name } : { known: false })
  throw new AppError('forbidden', 'The password is wrong, or this is no administrator')
}

const textOf = async (parts: RouteParts, { id, blobSha256 }: Snapshot): Promise<Buffer> => {
  const bytes = await parts.stores.blobs.get(blobSha256)
  if (!bytes) throw new Error(`snapshot ${id} has no text ${blobSha256}`)
  return bytes
}

const textAnswer = (description: string) => ({
  description,
  content: { 'application/octet-stream': { schema: z.string() } },
})

/** Always a file to save, never a page: a device wrote it. */
function sendFile(reply: FastifyReply, { hostname, artifact }: Snapshot, bytes: Buffer, type: string): never {
  const name = `${hostname}-${artifact}.txt`.replaceAll(/[^A-Za-z0-9._-]/g, '_')
  reply.type(type).header('content-disposition', `attachment; filename="${name}"`)
  return reply.send(bytes) as never
}
