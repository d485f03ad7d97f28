import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Access } from '../access.ts'
import type { ErrorCode } from '../errors.ts'
import type { LiveFrames } from '../live/live.ts'
import type { Boards } from '../live/screen.ts'
import type { CutReason } from './limit-connections.ts'
import Fastify, { LogController } from 'fastify'
import { openGateway } from '../live/gateway.ts'
import { openSockets } from '../live/sockets.ts'
import { answerError, answerNotFound } from './error-handler.ts'
import { guardShutdown, hostGuard } from './guards.ts'
import { limitConnections } from './limit-connections.ts'
import { securityHeaders } from './security-headers.ts'

/** No call but the intake's has a body worth mentioning. */
const BODY_LIMIT_BYTES = 64 * 1024
/** How often connections are looked at whose requests take too long; Node's default is 30 s. */
const SLOW_CHECK_MS = 1000
/** A full body over a slow line. */
const REQUEST_TIMEOUT_MS = 120_000
const IDLE_CONNECTION_MS = 90_000
const KEEP_ALIVE_MS = 72_000

export interface ShellOptions {
  access: Access
  live: LiveFrames
  /** @default no alarms */
  alarms?: Boards
  limits: {
    maxConnections: number
    headersTimeoutMs: number
    maxFeeds: number
    maxScreens: number
    maxMessagesPerSecond: number
  }
  /** Largest message of a raw WebSocket. */
  maxMessageBytes: number
  /** Why no socket may connect just now. @default they may */
  refusal?: () => ErrorCode | null
  /** Told of each connection that was cut. */
  onCut: (reason: CutReason) => void
  log: FastifyBaseLogger
  wallNow: () => number
  steadyNow: () => number
}

export interface Shell {
  app: FastifyInstance
  /** Walls that are connected. */
  screens: () => number
  /** Raw WebSockets that are connected. */
  feeds: () => number
  /** Ends every wall and feed as a broken line would. */
  drop: () => void
}

/**
 * What the server and a relay have in common before any route: limits, guards, errors, headers,
 * and walls on socket.io beside raw WebSockets.
 */
export async function openShell(options: ShellOptions): Promise<Shell> {
  const { access, live, alarms, limits, log, wallNow, steadyNow } = options
  const app = Fastify({
    loggerInstance: log,
    // Thousands of batches a second; failures are logged where they are answered.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    connectionTimeout: IDLE_CONNECTION_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    return503OnClosing: false,
    http: {
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: SLOW_CHECK_MS,
    },
    // Ids of cases are longer than the router's default; each route's schema has its own limit.
    routerOptions: { maxParamLength: 512 },
    ajv: { customOptions: { removeAdditional: false } },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  })
  limitConnections(app, { maxConnections: limits.maxConnections, log, onCut: options.onCut })
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerNotFound)
  guardShutdown(app)
  app.addHook('onRequest', hostGuard(access))

  await securityHeaders(app)
  const { io, drop } = await openSockets(app, {
    access,
    maxFeeds: limits.maxFeeds,
    maxMessageBytes: options.maxMessageBytes,
    ...(options.refusal === undefined ? {} : { refusal: options.refusal }),
  })
  const { screens } = openGateway(io, {
    access,
    live,
    ...(alarms === undefined ? {} : { alarms }),
    maxScreens: limits.maxScreens,
    messagesPerSecond: limits.maxMessagesPerSecond,
    wallNow,
    steadyNow,
    onFailure: error => log.error({ err: error }, 'screen failed'),
  })
  return { app, screens, feeds: () => app.websocketServer.clients.size, drop }
}
