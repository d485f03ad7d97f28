import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Access } from '../access.ts'
import { bearerToken } from '../access.ts'
import { AppError } from '../errors.ts'

/** How soon a restarted server is worth a try. */
const RESTART_MS = 3000

type Guard = (request: FastifyRequest) => Promise<void>

/** An onRequest hook: refuses foreign Host names with AppError `host_refused`. */
export function hostGuard(access: Access): Guard {
  return async ({ headers }) => {
    if (!access.hostAllowed(headers.host))
      throw new AppError('host_refused')
  }
}

/**
 * An onRequest hook: refuses who may not look with AppError `view_unauthorized`. Pages cannot set
 * headers on a WebSocket, so there, and only there, `?token=` counts too.
 */
export function viewGuard(access: Access): Guard {
  return async ({ headers, query, ws }) => {
    const { token } = query as { token?: unknown }
    const asked = ws && typeof token === 'string' ? token : undefined
    if (!access.mayView(bearerToken(headers.authorization) ?? asked))
      throw new AppError('view_unauthorized')
  }
}

/**
 * From the first moment of the shutdown on, requests are answered with AppError `shutting_down`:
 * Fastify's own answer has no code, and no time to come back.
 */
export function guardShutdown(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onRequest', async (_request, reply: FastifyReply) => {
    if (!closing)
      return
    reply.header('connection', 'close')
    throw new AppError('shutting_down', undefined, { retryAfterMs: RESTART_MS })
  })
}
