import { ruleOf } from './policy.ts'

interface Operation {
  readonly operationId?: string
  description?: string
  security?: unknown[]
  parameters?: unknown[]
  responses?: Record<string, { description?: string }>
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { schemas: Record<string, unknown> }
}

/** Adds to the generated document what the policy and HTTP know, and takes out what nothing refers to. */
export function polish<T extends OpenApiDocument>(document: T): T {
  for (const methods of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) polishOperation(method, operation)
  }
  document.components.schemas = usedSchemas(document)
  return document
}

function polishOperation(method: string, operation: Operation): void {
  const rule = ruleOf(operation.operationId ?? '')
  if (rule?.role === 'anyone') operation.security = []
  else if (rule) operation.description = `Takes the role ${rule.role}${tagWords[rule.tags]}.`
  if (rule?.once) addHeader(operation, 'Idempotency-Key', 'Sent again with the same key, the request is done once')
  if (method === 'patch') addHeader(operation, 'If-Match', 'ETag that was seen last: a change in between is refused')
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    if (answer.description === 'Default Response') answer.description = status === 'default' ? 'Refused' : 'Done'
  }
}

const tagWords = {
  none: '',
  visible: '; shows what the caller’s tags show',
  own: '; gives and takes only the caller’s tags',
}

function addHeader(operation: Operation, name: string, description: string): void {
  operation.parameters = [
    ...(operation.parameters ?? []),
    { in: 'header', name, description, schema: { type: 'string' } },
  ]
}

/** Every schema is generated once for input and once for output; most are used as one of them. */
function usedSchemas({ paths, components }: OpenApiDocument): Record<string, unknown> {
  const used = new Set<string>()
  const open = [...referencesIn(paths)]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (used.has(name)) continue
    used.add(name)
    open.push(...referencesIn(components.schemas[name]))
  }
  return Object.fromEntries(Object.entries(components.schemas).filter(([name]) => used.has(name)))
}

const referencesIn = (value: unknown): Set<string> =>
  new Set(
    [...(JSON.stringify(value) ?? '').matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? ''),
  )
