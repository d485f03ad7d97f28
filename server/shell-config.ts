import { isLoopback } from './config-values.ts'

interface ListenSettings { GRIDWALL_HOST: string, GRIDWALL_PORT: number }

interface ScreenSettings {
  GRIDWALL_MAX_SCOPES: number
  GRIDWALL_MAX_SCREENS: number
  GRIDWALL_MAX_FEEDS: number
  GRIDWALL_MAX_CONNECTIONS: number
  GRIDWALL_HEADERS_TIMEOUT_MS: number
  GRIDWALL_MAX_FEED_BUFFER_BYTES: number
  GRIDWALL_MAX_MESSAGES_PER_SECOND: number
}

/** Where a server or a relay listens. */
export function listenConfig(s: ListenSettings) {
  return {
    // Fastify answers `localhost` with two servers, and only one of them would have the walls.
    host: s.GRIDWALL_HOST === 'localhost' ? '127.0.0.1' : s.GRIDWALL_HOST,
    loopback: isLoopback(s.GRIDWALL_HOST),
    port: s.GRIDWALL_PORT,
  }
}

/** What whoever serves screens limits. */
export function screenLimits(s: ScreenSettings) {
  return {
    maxScopes: s.GRIDWALL_MAX_SCOPES,
    maxScreens: s.GRIDWALL_MAX_SCREENS,
    maxFeeds: s.GRIDWALL_MAX_FEEDS,
    maxConnections: s.GRIDWALL_MAX_CONNECTIONS,
    headersTimeoutMs: s.GRIDWALL_HEADERS_TIMEOUT_MS,
    maxFeedBufferBytes: s.GRIDWALL_MAX_FEED_BUFFER_BYTES,
    maxMessagesPerSecond: s.GRIDWALL_MAX_MESSAGES_PER_SECOND,
  }
}
