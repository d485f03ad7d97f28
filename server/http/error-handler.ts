import type { FastifyReply, FastifyRequest } from 'fastify'
import { toAppError, toErrorBody } from '../error-answer.ts'
import { AppError } from '../errors.ts'

/** The one way from a failure to an HTTP answer. What a 5xx was is written to the log. */
export async function answerError(
  failure: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const error = toAppError(failure)
  if (error.status >= 500) {
    // The path only: the query of a WebSocket may hold a token.
    const path = request.url.split('?')[0]
    request.log.error({ err: error.cause ?? error, code: error.code, path }, 'request failed')
  }
  if (error.status === 401)
    reply.header('www-authenticate', 'Bearer')
  if (error.retryAfterMs !== undefined)
    reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000))
  return reply.code(error.status).send(toErrorBody(error))
}

export async function answerNotFound(request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.split('?')[0]!.slice(0, 128)
  return answerError(new AppError('not_found', `${request.method} ${path} is not served.`), request, reply)
}
