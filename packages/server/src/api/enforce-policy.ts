import type { RouteOptions } from 'fastify'
import type { Api } from './api.ts'
import { onceOnly } from './once.ts'
import type { ApiParts } from './parts.ts'
import { policy, ruleOf } from './policy.ts'

/** Refuses to start with an operation that the policy does not know, or a row of the policy that no operation has. */
export function enforcePolicy(app: Api, parts: Pick<ApiParts, 'db' | 'stores' | 'keyring'>): void {
  const open = new Set<string>(Object.keys(policy))
  app.addHook('onRoute', (route) => {
    if (isDocumentation(route)) return
    const operationId = route.schema?.operationId
    const rule = operationId === undefined ? undefined : ruleOf(operationId)
    if (operationId === undefined || !rule) {
      throw new Error(
        `${String(route.method)} ${route.url} has no row in api/policy.ts (operation ${operationId ?? 'without a name'})`,
      )
    }
    open.delete(operationId)
    if (rule.once) route.handler = onceOnly(parts, route.handler)
  })
  app.addHook('onReady', (done) => {
    done(open.size > 0 ? new Error(`api/policy.ts has rows without an operation: ${[...open].join(', ')}`) : undefined)
  })
}

/** The pages of the documentation: files without data. */
const isDocumentation = ({ url }: RouteOptions): boolean => url === '/api/docs' || url.startsWith('/api/docs/')
