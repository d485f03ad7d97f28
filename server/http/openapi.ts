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
        { name: 'events', description: 'Events of cases in; needs the token of a source' },
        { name: 'wall', description: 'What walls show' },
        { name: 'metrics', description: 'Any metric of any scope in any window' },
        { name: 'cases', description: 'The cases behind the numbers' },
        { name: 'alarms', description: 'What the profile\'s rules found; acknowledging needs an operator' },
        { name: 'operation', description: 'For those who run the server' },
      ],
      components: { securitySchemes: {
        view: { type: 'http', scheme: 'bearer', description: 'GRIDWALL_VIEW_TOKEN, where it is set' },
        source: { type: 'http', scheme: 'bearer', description: 'A token of GRIDWALL_SOURCES' },
        operator: { type: 'http', scheme: 'bearer', description: 'A token of GRIDWALL_OPERATORS' },
      } },
      security: [{ view: [] }],
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    // Nothing of this page may ask another server.
    uiConfig: { validatorUrl: null, persistAuthorization: false },
  })
}
