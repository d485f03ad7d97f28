import type { FastifyInstance } from 'fastify'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'

/** The machine-readable API at /api/docs/json, and a page to try it at /api/docs. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'GridWall',
        description: 'Case events in, frames of the wall out. Sockets are described in docs/api.md.',
        version: '1',
      },
      tags: [
        { name: 'intake', description: 'Events of cases; needs the token of a source' },
        { name: 'wall', description: 'What walls show; needs the view token where one is set' },
        { name: 'metrics', description: 'Metrics and cases; needs the view token where one is set' },
        { name: 'operation', description: 'For those who run the server' },
      ],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    // Nothing of this page may ask another server.
    uiConfig: { validatorUrl: null, persistAuthorization: false },
  })
}
