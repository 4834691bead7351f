import { health, noBody, probe, verification } from '@netraven/contract'
import type { FastifyReply } from 'fastify'
import { type Api, answers, operation } from '../api.ts'
import { documentRoute } from '../document.ts'
import type { RouteParts } from '../route-parts.ts'

/** A text that waits longer for its commit than this shows that no archivist works. */
const ARCHIVE_LATE_MS = 60_000

const embeddedRemark =
  'Embedded: after a power failure the newest work can be missing; a crash of the program loses nothing. PostgreSQL has no such limit'

export function systemRoutes(api: Api, parts: RouteParts): void {
  const { db, stores, version } = parts

  api.get(
    '/system/health',
    { schema: { ...operation('getHealth', 'system', 'How the parts are'), response: answers({ 200: health }) } },
    async () => {
      const now = await db.now()
      const { waiting, oldest } = await stores.publications.lag()
      const late = oldest !== null && now.getTime() - oldest.getTime() > ARCHIVE_LATE_MS
      const remark = db.engine === 'pglite' ? embeddedRemark : null
      return {
        status: late ? ('degraded' as const) : ('ok' as const),
        version,
        database: { engine: db.engine, ok: true, remark },
        archive: { waiting, oldest },
      }
    },
  )

  api.post(
    '/system/verify',
    {
      schema: {
        ...operation('verifyAll', 'system', 'Hash everything that is stored again'),
        body: noBody,
        response: answers({ 200: verification }),
      },
    },
    async () => parts.verify(),
  )

  documentRoute(api)
}

/** For load balancers: no detail to strangers. */
export function probeRoutes(api: Api, { db }: RouteParts): void {
  api.get(
    '/livez',
    { schema: { ...operation('isAlive', 'system', 'Whether the process answers'), response: { 200: probe } } },
    async () => ({
      status: 'ok' as const,
    }),
  )

  api.get(
    '/readyz',
    {
      schema: {
        ...operation('isReady', 'system', 'Whether the database answers'),
        response: { 200: probe, 503: probe },
      },
    },
    async (_request, reply) => ({ status: await readiness(db, reply) }),
  )
}

async function readiness(db: RouteParts['db'], reply: FastifyReply): Promise<'ok' | 'unavailable'> {
  try {
    await db.now()
    return 'ok'
  } catch {
    reply.status(503)
    return 'unavailable'
  }
}
