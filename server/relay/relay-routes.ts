import type { FastifyInstance } from 'fastify'
import type { Access } from '../access.ts'
import type { RelayLive } from './relay-live.ts'
import { AppError } from '../errors.ts'
import { answerFrame } from '../http/answer-frame.ts'
import { passOn } from './pass-on.ts'

const API = '/api/v1'
const FRAME_PATH = /^frames\/([^/]{1,128})$/
const RETRY_MS = 3000

export interface RelayRoutesOptions {
  live: RelayLive
  access: Access
  /** Is this relay reached from this machine only? */
  loopback: boolean
  originUrl: string
}

/** Frames of now from here, every other question from the server. For who may look. */
export async function relayReadRoutes(
  app: FastifyInstance,
  { live, originUrl }: RelayRoutesOptions,
): Promise<void> {
  await passOn(app, {
    originUrl,
    prefix: API,
    route: '/*',
    method: 'GET',
    before: async (request, reply) => {
      const [, scope] = FRAME_PATH.exec((request.params as { '*': string })['*']) ?? []
      // With at, known or session it is a question about the past.
      if (scope !== undefined && Object.keys(request.query as object).length === 0)
        await answerFrame(live, scope, request, reply)
    },
  })
}

/** Acknowledging an alarm, which takes the operator's token at the server, or a name. */
export async function relayAcknowledgeRoutes(
  app: FastifyInstance,
  { live, access, loopback, originUrl }: RelayRoutesOptions,
): Promise<void> {
  await passOn(app, {
    originUrl,
    prefix: API,
    route: '/alarms/:id/acknowledge',
    method: 'POST',
    before: async ({ headers }) => {
      if (!access.originAllowed(headers.origin, headers.host))
        throw new AppError('origin_refused')
      const server = live.server()
      if (server === null)
        throw new AppError('server_unavailable', undefined, { retryAfterMs: RETRY_MS })
      // A server on loopback takes a name for proof of nothing else; through a relay that other
      // machines reach, anybody could give one.
      if (!loopback && !server.operators)
        throw new AppError('operators_unknown')
    },
  })
}
