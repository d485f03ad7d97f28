import type { FastifyBaseLogger } from 'fastify'
import type { City } from '../../city/city.ts'
import type { Serving } from '../serve.ts'
import type { RelayConfig } from './relay-config.ts'
import { Registry } from 'prom-client'
import { createAccess } from '../access.ts'
import { addCutCounter } from '../http/cut-counter.ts'
import { viewGuard } from '../http/guards.ts'
import { profileRoutes } from '../http/profile-routes.ts'
import { prometheusRoutes } from '../http/prometheus-routes.ts'
import { openShell } from '../http/shell.ts'
import { urlOf } from '../http/url-of.ts'
import { webRoutes } from '../http/web-routes.ts'
import { feedRoutes } from '../live/feed.ts'
import { digestProfile } from './profile-digest.ts'
import { relayHealthRoutes } from './relay-health.ts'
import { openRelayLive } from './relay-live.ts'
import { addRelayMeasurements } from './relay-measurements.ts'
import { relayAcknowledgeRoutes, relayReadRoutes } from './relay-routes.ts'

/** How long GET /frames and a joining screen wait for a scope that nobody showed. */
const FRAME_TIMEOUT_MS = 5000
/** Readers of feeds have nothing to say. */
const MAX_FEED_MESSAGE_BYTES = 1024

export interface ServeRelayOptions {
  city: City
  webDir: string
  log: FastifyBaseLogger
  /** Random, new with every start. */
  relay: string
  wallNow: () => number
  steadyNow: () => number
  random: () => number
}

/** Walls, feeds and pages from another server's frames; whatever else is asked, it answers. */
export async function serveRelay(
  config: RelayConfig,
  options: ServeRelayOptions,
): Promise<Serving> {
  const { city, log, wallNow, steadyNow } = options
  const { limits, originUrl, loopback } = config
  const access = createAccess({ ...config, sources: [] })
  let drop = (): void => {}
  const live = openRelayLive({
    url: config.redisUrl,
    profile: city.id,
    profileDigest: digestProfile(city),
    relay: options.relay,
    scopes: city,
    maxScopes: limits.maxScopes,
    frameTimeoutMs: FRAME_TIMEOUT_MS,
    onLost: () => drop(),
    steadyNow,
    random: options.random,
    log,
  })
  const registry = new Registry()
  const shell = await openShell({
    access,
    live,
    alarms: live.boards,
    limits,
    maxMessageBytes: MAX_FEED_MESSAGE_BYTES,
    onCut: addCutCounter(registry),
    refusal: () => live.server() === null ? 'server_unavailable' : null,
    log,
    // Screens set their clock by it, and count the age of the server's frames.
    wallNow: () => live.serverNow() ?? wallNow(),
    steadyNow,
  })
  drop = shell.drop
  const { app, screens, feeds } = shell
  addRelayMeasurements({ registry, live, screens, feeds })
  app.addHook('onClose', live.close)
  const routes = { live, access, loopback, originUrl }
  await app.register(relayAcknowledgeRoutes, routes)
  await app.register(async (reading) => {
    reading.addHook('onRequest', viewGuard(access))
    await reading.register(profileRoutes, { city })
    await reading.register(feedRoutes, { live, maxBufferBytes: limits.maxFeedBufferBytes })
    await reading.register(prometheusRoutes, { registry })
    await reading.register(relayReadRoutes, routes)
  })
  await app.register(relayHealthRoutes, { obstacle: () => live.readings().obstacle })
  await app.register(webRoutes, { webDir: options.webDir })
  try {
    await app.listen({ host: config.host, port: config.port })
  }
  catch (error) {
    await app.close()
    throw error
  }
  return { url: urlOf(app, config.host), app, close: async () => app.close() }
}
