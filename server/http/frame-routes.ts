import type { FastifyInstance } from 'fastify'
import type { LiveFrames } from '../live/live.ts'
import type { PastFrames } from '../ports.ts'
import Type from 'typebox'
import { ErrorBody } from '../../contract/errors.ts'
import { Frame } from '../../contract/frame.ts'
import { FrameHistory, KeptBody, Knowledge } from '../../contract/history.ts'
import { AppError } from '../errors.ts'
import { readZonedTime } from '../read-zoned-time.ts'
import { answerFrame } from './answer-frame.ts'

const Params = Type.Object({ scope: Type.String({ minLength: 1, maxLength: 128 }) })

const Query = Type.Object({
  at: Type.Optional(Type.String({ maxLength: 40 })),
  known: Type.Optional(Knowledge),
  session: Type.Optional(Type.String({ maxLength: 64 })),
})
const Stretch = Type.Object({
  from: Type.String({ maxLength: 40 }),
  to: Type.String({ maxLength: 40 }),
})
const MAX_STRETCH_MS = 100 * 86_400_000
/** `history` is there when a moment was asked for. */
const FrameBody = Type.Intersect([
  Frame,
  Type.Object({ history: Type.Optional(FrameHistory) }),
])

export interface FrameRoutesOptions {
  live: LiveFrames
  past: PastFrames
  scopes: { isScope: (code: string) => boolean }
  /** The clock that frames are computed by, ms since 1970. */
  now: () => number
}

/** The frame of a scope for who does not want a socket: as of the last tick, or of the past. */
export async function frameRoutes(
  app: FastifyInstance,
  { live, past, scopes, now }: FrameRoutesOptions,
): Promise<void> {
  app.get<{ Params: Type.Static<typeof Params>, Querystring: Type.Static<typeof Query> }>('/api/v1/frames/:scope', {
    schema: {
      tags: ['wall'],
      summary: 'Everything a scope shows, as of the last tick or of a moment of the past',
      params: Params,
      querystring: Query,
      response: {
        200: FrameBody,
        400: ErrorBody,
        401: ErrorBody,
        404: ErrorBody,
        422: ErrorBody,
        429: ErrorBody,
        503: ErrorBody,
      },
    },
  }, async (request, reply) => {
    const { scope } = request.params
    const { at, known, session = '' } = request.query
    if (at !== undefined) {
      checkScope(scope)
      const atMs = readPast('at', at)
      const text = known === 'now'
        ? await past.now(scope, atMs, session)
        : await past.then(scope, atMs)
      reply.headers({ 'cache-control': 'no-store', 'vary': 'authorization' })
      return reply.type('application/json; charset=utf-8').send(text)
    }
    if (known !== undefined || session !== '')
      throw new AppError('invalid_request', 'known and session go with at.')
    return answerFrame(live, scope, request, reply)
  })

  app.get<{ Params: Type.Static<typeof Params>, Querystring: Type.Static<typeof Stretch> }>(
    '/api/v1/frames/:scope/kept',
    {
      schema: {
        tags: ['wall'],
        summary: 'The moments in [from, to) of which frames are kept',
        params: Params,
        querystring: Stretch,
        response: {
          200: KeptBody,
          400: ErrorBody,
          401: ErrorBody,
          404: ErrorBody,
          503: ErrorBody,
        },
      },
    },
    async ({ params, query }) => {
      checkScope(params.scope)
      const fromMs = readZonedTime('from', query.from)
      const toMs = readZonedTime('to', query.to)
      if (fromMs >= toMs || toMs - fromMs > MAX_STRETCH_MS)
        throw new AppError('invalid_request', 'from must lie before to, by at most 100 days.')
      return past.kept(params.scope, fromMs, toMs)
    },
  )

  function checkScope(scope: string): void {
    if (!scopes.isScope(scope))
      throw new AppError('unknown_scope', `The profile has no scope ${JSON.stringify(scope)}.`)
  }

  function readPast(name: string, text: string): number {
    const atMs = readZonedTime(name, text)
    if (atMs > now()) {
      const latest = new Date(now()).toISOString()
      throw new AppError('invalid_request', `${name} lies in the future: it is ${latest} now.`)
    }
    return atMs
  }
}
