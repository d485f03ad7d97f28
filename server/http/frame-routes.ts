import type { FastifyInstance } from 'fastify'
import type { Live } from '../live/live.ts'
import Type from 'typebox'
import { ErrorBody } from '../../contract/errors.ts'
import { Frame } from '../../contract/frame.ts'
import { encodeFrame } from '../live/delta.ts'

const Params = Type.Object({ scope: Type.String({ minLength: 1, maxLength: 128 }) })

/** The frame of a scope for who does not want a socket. */
export async function frameRoutes(app: FastifyInstance, { live }: { live: Live }): Promise<void> {
  app.get<{ Params: Type.Static<typeof Params> }>('/api/v1/frames/:scope', {
    schema: {
      tags: ['wall'],
      summary: 'Everything a scope shows, as of the last tick',
      params: Params,
      response: { 200: Frame, 401: ErrorBody, 404: ErrorBody, 503: ErrorBody },
    },
  }, async (request, reply) => {
    const { scope } = request.params
    live.ask(scope)
    const saved = await live.current(scope)
    const etag = `"${saved.frame.epoch}-${saved.frame.tick}"`
    reply.headers({ etag, 'cache-control': 'no-cache', 'vary': 'authorization' })
    if (request.headers['if-none-match'] === etag)
      return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(encodeFrame(saved))
  })
}
