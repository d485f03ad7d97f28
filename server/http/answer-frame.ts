import type { FastifyReply, FastifyRequest } from 'fastify'
import type { LiveFrames } from '../live/live.ts'
import { encodeFrame } from '../live/delta.ts'

/**
 * Answers with the scope's frame of the last tick; 304 to who has it. Rejects with AppError
 * `unknown_scope`, `capacity_reached`, `frame_not_ready` or `server_unavailable`.
 */
export async function answerFrame(
  live: LiveFrames,
  scope: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  live.ask(scope)
  const saved = await live.current(scope)
  const etag = `"${saved.frame.epoch}-${saved.frame.tick}"`
  reply.headers({ etag, 'cache-control': 'no-cache', 'vary': 'authorization' })
  if (request.headers['if-none-match'] === etag)
    return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(encodeFrame(saved))
}
