import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Access } from '../access.ts'
import type { Calendar } from '../calendar.ts'
import type { Intake, IntakeFormat } from '../ports.ts'
import { ErrorBody } from '../../contract/errors.ts'
import { IntakeAnswer } from '../../contract/intake.ts'
import { AppError } from '../errors.ts'
import { decodeBody } from './decode-body.ts'
import { serveBatches } from './event-socket.ts'
import { heartbeatRoute } from './heartbeat-route.ts'

const NDJSON_TYPES = ['application/x-ndjson', 'application/ndjson']
const JSON_TYPE = 'application/json'

export interface IntakeRouteOptions {
  access: Access
  intake: Pick<Intake, 'submit' | 'hear' | 'heartbeat'>
  calendar: Pick<Calendar, 'format'>
  /** The server's own clock, milliseconds since 1970. */
  wallNow: () => number
  /** Milliseconds of a clock that is never set. */
  steadyNow: () => number
  /** Of one source, twice that in a burst. */
  maxHeartbeatsPerSecond: number
  /** Largest body, and largest batch of a WebSocket, in the clear. */
  maxBodyBytes: number
}

/** `POST /api/v1/events`, `/ws/events` and the heartbeat: all behind a source's token. */
export function intakeRoutes(options: IntakeRouteOptions): FastifyPluginAsync {
  const { access, intake, maxBodyBytes } = options
  return async (app) => {
    // The body is checked line by line here, not by the framework as a whole.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser([...NDJSON_TYPES, JSON_TYPE], {
      parseAs: 'buffer',
      bodyLimit: maxBodyBytes,
    }, (_request, body, done) => done(null, body))

    const sources = new WeakMap<FastifyRequest, string>()
    app.addHook('onRequest', async (request) => {
      const source = access.sourceOf(request.headers.authorization)
      if (source === null)
        throw new AppError('source_unauthorized')
      sources.set(request, source)
      // Whatever becomes of the request: the source is there.
      intake.hear(source)
    })
    const sourceOf = (request: FastifyRequest): string => sources.get(request)!

    app.post<{ Body: Buffer | undefined }>('/api/v1/events', {
      bodyLimit: maxBodyBytes,
      schema: {
        tags: ['events'],
        summary: 'Case events, one JSON object a line, or a JSON array',
        consumes: [...NDJSON_TYPES, JSON_TYPE],
        security: [{ source: [] }],
        response: {
          200: IntakeAnswer,
          400: ErrorBody,
          401: ErrorBody,
          413: ErrorBody,
          415: ErrorBody,
          429: ErrorBody,
          503: ErrorBody,
        },
      },
    }, async (request) => {
      const body = await decodeBody(
        request.body ?? Buffer.alloc(0),
        request.headers['content-encoding'],
        maxBodyBytes,
      )
      // Nothing new is an answer in either format.
      const format = body.length === 0 ? 'ndjson' : formatOf(request)
      return intake.submit({ source: sourceOf(request), body, format })
    })
    heartbeatRoute(app, { ...options, sourceOf })
    registerSocket(app, intake, sourceOf)
  }
}

function registerSocket(
  app: FastifyInstance,
  intake: Pick<Intake, 'submit' | 'hear'>,
  sourceOf: (request: FastifyRequest) => string,
): void {
  app.get('/ws/events', { websocket: true }, (peer, request) => {
    const source = sourceOf(request)
    peer.on('message', () => intake.hear(source))
    serveBatches(peer, async body => intake.submit({ source, body, format: 'ndjson' }))
  })
}

function formatOf(request: FastifyRequest): IntakeFormat {
  return request.headers['content-type']?.toLowerCase().startsWith(JSON_TYPE) ? 'json' : 'ndjson'
}
