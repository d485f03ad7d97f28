/** Every bound of the embedded engine, in one place. */
export const LIMITS = {
  /** Queries at once, when nothing else is asked for. */
  sessions: 4,
  /** Requests that may wait for a session; the next one is refused with code 202. */
  queue: 256,
  /** One request's body once unpacked, bytes. */
  bodyBytes: 64 * 1024 * 1024,
  /** Bodies of all requests at once, bytes. */
  bodiesBytes: 256 * 1024 * 1024,
  /** One statement's text, bytes; ClickHouse's own bound is set to the same. */
  queryBytes: 8 * 1024 * 1024,
  /** Request line and headers, bytes: bound parameters travel in the URL. */
  headerBytes: 1024 * 1024,
  /** One answer, bytes of its columns: answers are built in memory before they are sent. */
  resultBytes: 256 * 1024 * 1024,
  connections: 128,
  keepAliveMs: 10_000,
  /** From the first to the last byte of a request. */
  requestMs: 120_000,
  /** How often a cancelled query is killed again until it ends: KILL may come before it began. */
  killEveryMs: 100,
  /** How long a stop waits for queries in flight before it kills them. */
  drainMs: 10_000,
  /** How long a start waits for a holder of the data directory that is on its way out. */
  lockWaitMs: 3_000,
} as const
