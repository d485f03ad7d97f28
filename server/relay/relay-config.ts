import type { Setting } from '../config-settings.ts'
import { readSettings } from '../config-settings.ts'
import { httpUrl, isLoopback } from '../config-values.ts'
import { SETTINGS } from '../config.ts'
import { openHostProblems } from '../open-host.ts'
import { listenConfig, screenLimits } from '../shell-config.ts'

/** Every environment variable of a relay. Those it shares with the server mean the same. */
export const RELAY_SETTINGS = {
  GRIDWALL_HOST: SETTINGS.GRIDWALL_HOST,
  GRIDWALL_PORT: SETTINGS.GRIDWALL_PORT,
  GRIDWALL_PROFILE: SETTINGS.GRIDWALL_PROFILE,
  GRIDWALL_REDIS_URL: SETTINGS.GRIDWALL_REDIS_URL,
  GRIDWALL_ORIGIN_URL: httpUrl(),
  GRIDWALL_VIEW_TOKEN: SETTINGS.GRIDWALL_VIEW_TOKEN,
  GRIDWALL_ORIGINS: SETTINGS.GRIDWALL_ORIGINS,
  GRIDWALL_LOG_LEVEL: SETTINGS.GRIDWALL_LOG_LEVEL,
  GRIDWALL_MAX_SCOPES: SETTINGS.GRIDWALL_MAX_SCOPES,
  GRIDWALL_MAX_SCREENS: SETTINGS.GRIDWALL_MAX_SCREENS,
  GRIDWALL_MAX_FEEDS: SETTINGS.GRIDWALL_MAX_FEEDS,
  GRIDWALL_MAX_CONNECTIONS: SETTINGS.GRIDWALL_MAX_CONNECTIONS,
  GRIDWALL_HEADERS_TIMEOUT_MS: SETTINGS.GRIDWALL_HEADERS_TIMEOUT_MS,
  GRIDWALL_MAX_FEED_BUFFER_BYTES: SETTINGS.GRIDWALL_MAX_FEED_BUFFER_BYTES,
  GRIDWALL_MAX_MESSAGES_PER_SECOND: SETTINGS.GRIDWALL_MAX_MESSAGES_PER_SECOND,
} as const satisfies Record<string, Setting<unknown>>

export type RelayConfig = ReturnType<typeof readRelayConfig>

/** Reads and checks a relay's whole environment. Throws ConfigError listing every bad key. */
export function readRelayConfig(env: Readonly<Record<string, string | undefined>>) {
  const s = readSettings(RELAY_SETTINGS, env, (values) => {
    const problems = openHostProblems(values)
    if (values.GRIDWALL_REDIS_URL === null)
      problems.push('GRIDWALL_REDIS_URL: is needed; it is the Redis that the server publishes to')
    const { GRIDWALL_ORIGIN_URL: origin } = values
    if (origin === null)
      problems.push('GRIDWALL_ORIGIN_URL: is needed; it is where the server answers, http://host:port')
    else if (origin?.startsWith('http:') && !isLoopback(new URL(origin).hostname))
      problems.push('GRIDWALL_ORIGIN_URL: tokens travel to the server, so beyond this machine it must be https://')
    return problems
  })
  return Object.freeze({
    ...listenConfig(s),
    profile: s.GRIDWALL_PROFILE,
    // crossCheck has refused their absence.
    redisUrl: s.GRIDWALL_REDIS_URL!,
    originUrl: s.GRIDWALL_ORIGIN_URL!,
    viewToken: s.GRIDWALL_VIEW_TOKEN,
    origins: s.GRIDWALL_ORIGINS,
    logLevel: s.GRIDWALL_LOG_LEVEL,
    limits: Object.freeze(screenLimits(s)),
  })
}
