import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policy, ruleOf } from './policy.ts'
import { type Call, openTestApi, type TestApi } from './testing/open-test-api.ts'

interface Documented {
  readonly operationId: string
  readonly method: string
  readonly path: string
}

describe('the policy', () => {
  let api: TestApi
  let operations: Documented[]
  let document: {
    openapi: string
    paths: Record<string, Record<string, { operationId: string; parameters?: { in: string; name: string }[] }>>
  }

  beforeAll(async () => {
    api = await openTestApi()
    document = (await api.anonymous('GET', '/openapi.json')).body
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({ method: method.toUpperCase(), path, operationId })),
    )
  })
  afterAll(() => api[Symbol.asyncDispose]())

  it('has a row for each documented operation, and the document an operation for each row', () => {
    expect(new Set(operations.map(({ operationId }) => operationId))).toEqual(new Set(Object.keys(policy)))
  })

  it('documents every route that answers', async () => {
    const known = new Set(operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`))
    const routes = routesIn(api.network.printRoutes({ commonPrefix: false }))
    expect(routes.filter((route) => !route.includes('/api/docs') && !known.has(route))).toEqual([])
    expect(routes.length).toBeGreaterThan(50)
  })

  it('is OpenAPI 3.1 in which every reference leads somewhere and every path parameter is declared', () => {
    expect(document.openapi).toBe('3.1.0')
    const text = JSON.stringify(document)
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name)
    const { schemas } = (document as unknown as { components: { schemas: object } }).components
    expect(new Set(references)).toEqual(new Set(Object.keys(schemas)))
    for (const { path, method } of operations) {
      const declared = document.paths[path]?.[method.toLowerCase()]?.parameters ?? []
      const inPath = declared.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    }
  })

  it('answers 401 to strangers and 403 to small roles, for every operation, before it looks at anything else', async () => {
    const callers = { viewer: await api.as('viewer'), operator: await api.as('operator') }
    for (const operation of operations) {
      const rule = ruleOf(operation.operationId)
      if (!rule || rule.role === 'anyone') continue
      expect([operation.operationId, (await touch(api.anonymous, operation)).status]).toEqual([
        operation.operationId,
        401,
      ])
      if (rule.role === 'viewer') continue
      expect([operation.operationId, (await touch(callers.viewer, operation)).status]).toEqual([
        operation.operationId,
        403,
      ])
      if (rule.role === 'operator') continue
      expect([operation.operationId, (await touch(callers.operator, operation)).status]).toEqual([
        operation.operationId,
        403,
      ])
    }
  })

  it('answers an unknown object with 404 and the envelope, wherever there is an id in the address', async () => {
    const admin = await api.as('admin')
    const bodies: Record<string, object> = {
      renameTag: { name: 'x' },
      acceptHostKey: { fingerprint: `SHA256:${'A'.repeat(43)}` },
      revealSnapshot: { reason: 'a test', password: 'wrong' },
    }
    for (const operation of operations.filter(({ path }) => path.includes('{id}'))) {
      const answer = await touch(admin, operation, bodies[operation.operationId])
      expect([operation.operationId, answer.status, answer.body?.error.code]).toEqual([
        operation.operationId,
        404,
        'not_found',
      ])
    }
  })
})

const touch = (call: Call, { method, path }: Documented, body: object = {}) =>
  call(
    method,
    path.replace('{id}', '0192d3c4-8a7b-7c3d-9e0f-1a2b3c4d5e6f').replace('{key}', 'job.max_parallel'),
    method === 'GET' || method === 'DELETE' ? undefined : body,
  )

/** `printRoutes` draws a tree: each line is a piece of a path, deeper lines go on from it. */
function routesIn(tree: string): string[] {
  const pieces: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', piece = '', methods] = /^([│ ]*[├└]── )(\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? []
    if (!indent) return []
    pieces.length = indent.length / 4 - 1
    pieces.push(piece)
    const path = pieces.join('').replace(/(.)\/$/, '$1')
    return (methods?.split(', ') ?? []).filter((method) => method !== 'HEAD').map((method) => `${method} ${path}`)
  })
}
