import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Api, operation } from './api.ts'

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
    transformObject: jsonSchemaTransformObject,
  })
}

/** The document as pages for people, from this server alone. */
export async function serveDocumentation(app: Api): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'none', displayOperationId: true, validatorUrl: null },
    theme: { title: 'NetRaven API' },
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
