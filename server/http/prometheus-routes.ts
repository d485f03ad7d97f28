import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import Type from 'typebox'

export async function prometheusRoutes(
  app: FastifyInstance,
  { registry }: { registry: Registry },
): Promise<void> {
  app.get('/metrics', {
    schema: {
      tags: ['operation'],
      summary: 'The server\'s own numbers, for Prometheus',
      produces: ['text/plain'],
      response: { 200: Type.String() },
    },
  }, async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
}
