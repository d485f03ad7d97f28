import type { FastifyRequest } from 'fastify'
import type { Access } from '../access.ts'
import { bearerToken } from '../access.ts'
import { AppError } from '../errors.ts'

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
