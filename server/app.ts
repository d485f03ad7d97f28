import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { City } from '../city/city.ts'
import type { Access } from './access.ts'
import type { Config } from './config.ts'
import type { Measurements } from './http/measurements.ts'
import type { Live } from './live/live.ts'
import type { Boards } from './live/screen.ts'
import type { Clock, Intake, PastFrames } from './ports.ts'
import Fastify, { LogController } from 'fastify'
import { answerError, answerNotFound } from './http/error-handler.ts'
import { frameRoutes } from './http/frame-routes.ts'
import { guardShutdown, hostGuard, viewGuard } from './http/guards.ts'
import { healthRoutes } from './http/health-routes.ts'
import { limitConnections } from './http/limit-connections.ts'
import { describeApi } from './http/openapi.ts'
import { profileRoutes } from './http/profile-routes.ts'
import { prometheusRoutes } from './http/prometheus-routes.ts'
import { securityHeaders } from './http/security-headers.ts'
import { webRoutes } from './http/web-routes.ts'
import { feedRoutes } from './live/feed.ts'
import { openGateway } from './live/gateway.ts'
import { openSockets } from './live/sockets.ts'

/** No call but the intake's has a body worth mentioning. */
const BODY_LIMIT_BYTES = 64 * 1024
/** How often connections are looked at whose requests take too long; Node's default is 30 s. */
const SLOW_CHECK_MS = 1000
/** A full body over a slow line. */
const REQUEST_TIMEOUT_MS = 120_000
const IDLE_CONNECTION_MS = 90_000
const KEEP_ALIVE_MS = 72_000

export interface AppDeps {
  access: Access
  city: City
  live: Live
  /** @default no alarms */
  alarms?: Boards
  past: PastFrames
  clock: Pick<Clock, 'now'>
  intake: Pick<Intake, 'status' | 'sources'>
  measurements: Measurements
  /** Routes that prove their callers themselves: the intake, by source token. */
  routes: readonly FastifyPluginAsync[]
  /** Routes behind the view token: metrics and cases. */
  readRoutes: readonly FastifyPluginAsync[]
  /** Where `npm run build` put the wall page. */
  webDir: string
  log: FastifyBaseLogger
  wallNow: () => number
  steadyNow: () => number
}

/** The whole HTTP server, ready to listen or to be injected into. The order is the order. */
export async function buildApp(config: Config, deps: AppDeps): Promise<FastifyInstance> {
  const { access, city, live, intake, measurements, log, wallNow, steadyNow } = deps
  const { limits } = config
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
  limitConnections(app, {
    maxConnections: limits.maxConnections,
    log,
    onCut: measurements.cut,
  })
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(answerNotFound)
  guardShutdown(app)
  app.addHook('onRequest', hostGuard(access))

  await securityHeaders(app)
  await describeApi(app)
  const io = await openSockets(app, {
    access,
    maxFeeds: limits.maxFeeds,
    maxMessageBytes: limits.maxBodyBytes,
  })
  const gateway = openGateway(io, {
    access,
    live,
    ...(deps.alarms === undefined ? {} : { alarms: deps.alarms }),
    maxScreens: limits.maxScreens,
    messagesPerSecond: limits.maxMessagesPerSecond,
    wallNow,
    steadyNow,
    onFailure: error => log.error({ err: error }, 'screen failed'),
  })

  for (const routes of deps.routes)
    await app.register(routes)
  await app.register(async (reading) => {
    reading.addHook('onRequest', viewGuard(access))
    await reading.register(profileRoutes, { city })
    await reading.register(frameRoutes, {
      live,
      past: deps.past,
      scopes: city,
      now: deps.clock.now,
    })
    await reading.register(feedRoutes, { live, maxBufferBytes: limits.maxFeedBufferBytes })
    await reading.register(prometheusRoutes, { registry: measurements.registry })
    for (const routes of deps.readRoutes)
      await reading.register(routes)
  })
  await app.register(healthRoutes, { live, intake, wallNow })
  await app.register(webRoutes, { webDir: deps.webDir })

  measurements.observe({
    status: intake.status,
    screens: gateway.screens,
    feeds: () => app.websocketServer.clients.size,
    frameAgeSeconds: () => {
      const frame = live.peek(live.root)?.frame
      return frame ? (wallNow() - Date.parse(frame.computedAt)) / 1000 : null
    },
    sources: intake.sources,
    wallNow,
    caseNow: deps.clock.now,
  })
  return app
}
