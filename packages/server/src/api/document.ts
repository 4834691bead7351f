import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Api, operation } from './api.ts'
import { polish, type OpenApiDocument } from './polish-document.ts'

/** Collects the OpenAPI document from the routes that follow. */
export async function describeApi(app: Api, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'NetRaven',
        version,
        description:
          'Backs up the configurations of network devices. Log in with POST /api/v1/auth/login and send the access token as ' +
          '`Authorization: Bearer …`. Errors look alike everywhere; their correlation id is in the log.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'netraven_access' },
        },
      },
      security: [{ bearer: [] }, { cookie: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => polish(jsonSchemaTransformObject(document) as OpenApiDocument),
  })
}

/** The one style sheet that Swagger UI 5 writes into its page by script. */
const swaggerStyle = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='"

/** The document as pages for people, from this server alone. */
export async function serveDocumentation(app: Api): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'list', displayOperationId: true, validatorUrl: null },
    theme: { title: 'NetRaven API' },
    uiHooks: {
      onRequest(_request, reply, done) {
        const policy = String(reply.getHeader('content-security-policy'))
          .replace("style-src 'self'", `style-src 'self' ${swaggerStyle}`)
          .replace(";require-trusted-types-for 'script'", '') // Swagger UI knows none; what it shows is our own document
        reply.header('content-security-policy', policy)
        done()
      },
    },
  })
}

/** The document itself, for programs. */
export function documentRoute(api: Api): void {
  const schema = {
    ...operation('getDocument', 'system', 'This API as OpenAPI 3.1'),
    response: { 200: z.record(z.string(), z.unknown()) },
  }
  api.get('/openapi.json', { schema }, async () => ({ ...api.swagger() }))
}
