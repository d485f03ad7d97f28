import type { FastifyInstance } from 'fastify'
import type { Obstacle } from './mirror.ts'
import Type from 'typebox'

const ReadinessBody = Type.Object({
  ready: Type.Boolean(),
  /** What is missing: Redis, a server that publishes there, the same profile as the server's. */
  missing: Type.Union([Type.Enum(['redis', 'server', 'profile'] as const), Type.Null()]),
})

/** For supervisors and balancers: no token, and nothing in it to hide. */
export async function relayHealthRoutes(
  app: FastifyInstance,
  { obstacle }: { obstacle: () => Obstacle },
): Promise<void> {
  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', {
    schema: { response: { 200: ReadinessBody, 503: ReadinessBody } },
  }, async (_request, reply) => {
    const missing = obstacle()
    return reply.code(missing === null ? 200 : 503).send({ ready: missing === null, missing })
  })
}
