import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { City } from '../city/city.ts'
import type { Access } from './access.ts'
import type { Config } from './config.ts'
import type { Measurements } from './http/measurements.ts'
import type { Live } from './live/live.ts'
import type { Boards } from './live/screen.ts'
import type { Clock, Intake, PastFrames } from './ports.ts'
import { frameRoutes } from './http/frame-routes.ts'
import { viewGuard } from './http/guards.ts'
import { healthRoutes } from './http/health-routes.ts'
import { describeApi } from './http/openapi.ts'
import { profileRoutes } from './http/profile-routes.ts'
import { prometheusRoutes } from './http/prometheus-routes.ts'
import { openShell } from './http/shell.ts'
import { webRoutes } from './http/web-routes.ts'
import { feedRoutes } from './live/feed.ts'

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
  const { app, screens, feeds } = await openShell({
    access,
    live,
    ...(deps.alarms === undefined ? {} : { alarms: deps.alarms }),
    limits,
    maxMessageBytes: limits.maxBodyBytes,
    onCut: measurements.cut,
    log,
    wallNow,
    steadyNow,
  })
  await describeApi(app)

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
    screens,
    feeds,
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
