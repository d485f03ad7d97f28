import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IncomingHttpHeaders } from 'node:http'
import proxy from '@fastify/http-proxy'
import { AppError } from '../errors.ts'

/** Connections to the server: questions that it computes for long must not fill it. */
const MAX_CONNECTIONS = 32
/** Questions under way and waiting; beyond it they are refused. */
const MAX_UNDER_WAY = 256
const CONNECT_MS = 5000
/** The past is recomputed before the first byte of its answer. */
const ANSWER_MS = 60_000
const RETRY_MS = 3000

export interface PassOnOptions {
  /** Where the server answers. */
  originUrl: string
  prefix: string
  /** Below the prefix. */
  route: string
  method: 'GET' | 'POST'
  /** Answers here, or throws, or lets the question go on to the server. */
  before: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
}

/** Passes calls on to the server as they are, with the caller's token, and its answers back. */
export async function passOn(app: FastifyInstance, options: PassOnOptions): Promise<void> {
  let underWay = 0

  app.addHook('preHandler', async (request, reply) => {
    await options.before(request, reply)
    if (reply.sent)
      return
    if (underWay >= MAX_UNDER_WAY) {
      const message = `${MAX_UNDER_WAY} questions to the server are under way.`
      throw new AppError('capacity_reached', message, { retryAfterMs: RETRY_MS })
    }
    underWay++
    reply.raw.once('close', () => underWay--)
  })
  await app.register(proxy, {
    upstream: options.originUrl,
    prefix: options.prefix,
    rewritePrefix: options.prefix,
    routes: [options.route],
    httpMethods: [options.method],
    // Read under the relay's own limit for bodies, and written anew.
    proxyPayloads: false,
    disableRequestLogging: true,
    undici: {
      connections: MAX_CONNECTIONS,
      pipelining: 1,
      connect: { timeout: CONNECT_MS },
      headersTimeout: ANSWER_MS,
      bodyTimeout: ANSWER_MS,
    },
    // Callers know from Retry-After when to come again; asking for them would double the load.
    retryMethods: [],
    replyOptions: {
      rewriteRequestHeaders: (_request, headers) => withoutOrigin(headers),
      onError: (reply, { error: cause }) => void reply.send(
        new AppError('server_unavailable', undefined, { retryAfterMs: RETRY_MS, cause }),
      ),
    },
  })
}

/** The relay has judged the page's origin; for the server it would be a stranger's. */
function withoutOrigin({ origin: _origin, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return headers
}
