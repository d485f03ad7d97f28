import type { Setting } from './config-settings.ts'
import { readSettings } from './config-settings.ts'
import {
  boundedInteger,
  httpUrl,
  identifier,
  oneOf,
  originList,
  redisUrl,
  sourceList,
  text,
  token,
} from './config-values.ts'
import { openHostProblems } from './open-host.ts'
import { listenConfig, screenLimits } from './shell-config.ts'

export { ConfigError } from './config-settings.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const CLOCKS = ['wall', 'stream'] as const

/** Every environment variable: its default, how it is read, what it may be. */
export const SETTINGS = {
  GRIDWALL_HOST: text('127.0.0.1'),
  GRIDWALL_PORT: boundedInteger(3000, 0, 65_535),
  GRIDWALL_DATA_DIR: text('./data'),
  GRIDWALL_PROFILE: text('dongying'),
  GRIDWALL_SOURCES: sourceList(),
  GRIDWALL_SOURCE_LATE_AFTER: boundedInteger(300, 5, 86_400),
  GRIDWALL_VIEW_TOKEN: token(),
  GRIDWALL_OPERATORS: sourceList(),
  GRIDWALL_ALARM_MS: boundedInteger(10_000, 200, 600_000),
  GRIDWALL_ORIGINS: originList(),
  GRIDWALL_CLOCK: oneOf(CLOCKS, 'wall'),
  GRIDWALL_CLICKHOUSE_URL: httpUrl(),
  GRIDWALL_CLICKHOUSE_USER: text('default'),
  GRIDWALL_CLICKHOUSE_PASSWORD: text(''),
  GRIDWALL_CLICKHOUSE_DATABASE: identifier('gridwall'),
  GRIDWALL_REDIS_URL: redisUrl(),
  GRIDWALL_LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  GRIDWALL_TICK_MS: boundedInteger(200, 50, 60_000),
  GRIDWALL_IDLE_TICK_MS: boundedInteger(3000, 100, 60_000),
  GRIDWALL_KEEP_FRAMES_DAYS: boundedInteger(90, 0, 3650),
  GRIDWALL_MAX_RECOMPUTE_EVENTS: boundedInteger(2_000_000, 1000, 100_000_000),
  GRIDWALL_AUDIT: oneOf(['on', 'off'], 'on'),
  GRIDWALL_AUDIT_PERCENT: boundedInteger(4, 1, 50),
  GRIDWALL_MAX_BODY_BYTES: boundedInteger(64 * 1024 * 1024, 1024, 512 * 1024 * 1024),
  GRIDWALL_MAX_SCOPES: boundedInteger(256, 1, 10_000),
  GRIDWALL_MAX_SCREENS: boundedInteger(5000, 1, 100_000),
  GRIDWALL_MAX_FEEDS: boundedInteger(200, 1, 10_000),
  GRIDWALL_MAX_CONNECTIONS: boundedInteger(12_000, 10, 200_000),
  GRIDWALL_HEADERS_TIMEOUT_MS: boundedInteger(10_000, 1000, 60_000),
  GRIDWALL_MAX_FEED_BUFFER_BYTES: boundedInteger(4 * 1024 * 1024, 64 * 1024, 256 * 1024 * 1024),
  GRIDWALL_MAX_MESSAGES_PER_SECOND: boundedInteger(20, 1, 1000),
  GRIDWALL_MAX_HEARTBEATS_PER_SECOND: boundedInteger(10, 1, 10_000),
} as const satisfies Record<string, Setting<unknown>>

export type Config = ReturnType<typeof readConfig>

/** Reads and checks the whole environment at once. Throws ConfigError listing every bad key. */
export function readConfig(env: Readonly<Record<string, string | undefined>>) {
  const s = readSettings(SETTINGS, env, (values) => {
    const problems = openHostProblems(values)
    if ((values.GRIDWALL_IDLE_TICK_MS ?? 0) < (values.GRIDWALL_TICK_MS ?? 0))
      problems.push('GRIDWALL_IDLE_TICK_MS: must not be shorter than GRIDWALL_TICK_MS')
    return problems
  })
  return Object.freeze({
    ...listenConfig(s),
    dataDir: s.GRIDWALL_DATA_DIR,
    profile: s.GRIDWALL_PROFILE,
    sources: s.GRIDWALL_SOURCES,
    sourceLateAfterMs: s.GRIDWALL_SOURCE_LATE_AFTER * 1000,
    viewToken: s.GRIDWALL_VIEW_TOKEN,
    /** Who may acknowledge alarms. */
    operators: s.GRIDWALL_OPERATORS,
    /** How often the rules of alarms are looked at. */
    alarmMs: s.GRIDWALL_ALARM_MS,
    origins: s.GRIDWALL_ORIGINS,
    clock: s.GRIDWALL_CLOCK,
    clickhouse: Object.freeze({
      /** null: GridWall starts its own engine. */
      url: s.GRIDWALL_CLICKHOUSE_URL,
      username: s.GRIDWALL_CLICKHOUSE_USER,
      password: s.GRIDWALL_CLICKHOUSE_PASSWORD,
      database: s.GRIDWALL_CLICKHOUSE_DATABASE,
    }),
    /** Where frames go for relays; null: there are none. */
    redisUrl: s.GRIDWALL_REDIS_URL,
    logLevel: s.GRIDWALL_LOG_LEVEL,
    /** 0: frames are not kept. */
    keepFramesDays: s.GRIDWALL_KEEP_FRAMES_DAYS,
    audit: Object.freeze({
      on: s.GRIDWALL_AUDIT === 'on',
      /** Of one core over time. */
      share: s.GRIDWALL_AUDIT_PERCENT / 100,
    }),
    limits: Object.freeze({
      tickMs: s.GRIDWALL_TICK_MS,
      idleTickMs: s.GRIDWALL_IDLE_TICK_MS,
      maxRecomputeEvents: s.GRIDWALL_MAX_RECOMPUTE_EVENTS,
      maxBodyBytes: s.GRIDWALL_MAX_BODY_BYTES,
      ...screenLimits(s),
      /** Of one source. */
      maxHeartbeatsPerSecond: s.GRIDWALL_MAX_HEARTBEATS_PER_SECOND,
    }),
  })
}
