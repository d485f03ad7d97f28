import type { Database } from '../clickhouse/database.ts'
import { FRAME_FORMAT } from '../../contract/history.ts'

const DAY_MS = 86_400_000
/**
 * Replays and restarts show the same moments again. Of frames so close together the one computed
 * last holds; the gap also is longer than the recorder's longest silence.
 */
const SAME_MOMENT_MS = 600_000

/** A frame on its way into the table. */
export interface FrameToKeep {
  scope: string
  /** Milliseconds since 1970, as `computedAtMs`. */
  asOfMs: number
  computedAtMs: number
  epoch: string
  tick: number
  seq: number
  /** JSON of the frame. */
  text: string
}

/** Where a kept frame lies, and whether this version can show it. */
export interface KeptFrame {
  asOfMs: number
  computedAtMs: number
  epoch: string
  format: number
}

export interface KeptTimes {
  /** Milliseconds since 1970, ascending. */
  times: number[]
  total: number
}

/** The table of kept frames. Every failure is a ClickHouseError. */
export interface KeptFrames {
  /** Lets ClickHouse drop frames that are older than the days configured. */
  expire: () => Promise<void>
  /** Rows for `write`, encoded once: a retry must send the same bytes. */
  encode: (frame: FrameToKeep) => string
  /** The same rows under the same token count once. */
  write: (rows: readonly string[], token: string) => Promise<void>
  /** The newest frame of the scope at or before the moment; null when there is none. */
  find: (scope: string, atMs: number) => Promise<KeptFrame | null>
  /** JSON of a frame that `find` found. */
  read: (scope: string, kept: KeptFrame) => Promise<string>
  /** Moment of the scope's first frame that this version can show. */
  earliest: (scope: string) => Promise<number | null>
  /** Moments in [fromMs, toMs), thinned evenly to at most `limit`. */
  times: (scope: string, fromMs: number, toMs: number, limit: number) => Promise<KeptTimes>
}

export interface KeptFramesOptions {
  database: Database
  /** How long a frame is kept. */
  days: number
  wallNow: () => number
}

const COLUMNS = ['scope', 'as_of', 'computed_at', 'epoch', 'tick', 'seq', 'format', 'frame']
const KEPT_SQL = `toUnixTimestamp64Milli(as_of) AS asOfMs,
  toUnixTimestamp64Milli(computed_at) AS computedAtMs, epoch, format`
const time = (name: string): string => `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`
/** ClickHouse drops expired rows when it merges, hours late. */
const HELD = `scope = {scope:String} AND computed_at >= ${time('oldest')}`
const SHOWABLE = `${HELD} AND format = ${FRAME_FORMAT}`

export function createKeptFrames({ database, days, wallNow }: KeptFramesOptions): KeptFrames {
  const oldest = (): number => wallNow() - days * DAY_MS

  async function first(sql: string, params: Record<string, unknown>): Promise<KeptFrame | null> {
    const [row] = await database.query<KeptFrame>(sql, { ...params, oldest: oldest() })
    return row ?? null
  }

  return {
    async expire() {
      // What is there stays as it is until its next merge: a start must not rewrite the table.
      await database.command(
        `ALTER TABLE kept_frames MODIFY TTL toDateTime(computed_at) + INTERVAL ${days} DAY`,
        {},
        { settings: { materialize_ttl_after_modify: 0 } },
      )
    },
    encode: ({ scope, asOfMs, computedAtMs, epoch, tick, seq, text }) => JSON.stringify(
      [scope, sqlTime(asOfMs), sqlTime(computedAtMs), epoch, tick, seq, FRAME_FORMAT, text],
    ),
    async write(rows, token) {
      const body = Buffer.from(`${rows.join('\n')}\n`)
      await database.insert('kept_frames', COLUMNS, body, { token })
    },
    async find(scope, atMs) {
      const params = { scope, at: atMs, near: atMs - SAME_MOMENT_MS }
      return await first(
        `SELECT ${KEPT_SQL} FROM kept_frames
        WHERE ${HELD} AND as_of <= ${time('at')} AND as_of > ${time('near')}
        ORDER BY computed_at DESC, as_of DESC LIMIT 1`,
        params,
      ) ?? first(
        `SELECT ${KEPT_SQL} FROM kept_frames
        WHERE ${HELD} AND as_of <= ${time('near')}
        ORDER BY as_of DESC, computed_at DESC LIMIT 1`,
        params,
      )
    },
    async read(scope, { asOfMs, computedAtMs, epoch }) {
      const [row] = await database.query<{ frame: string }>(
        `SELECT frame FROM kept_frames
        WHERE scope = {scope:String} AND as_of = ${time('asOf')}
          AND computed_at = ${time('computed')} AND epoch = {epoch:String}
        LIMIT 1`,
        { scope, asOf: asOfMs, computed: computedAtMs, epoch },
      )
      if (row === undefined)
        throw new Error(`The kept frame of ${scope} went away while it was read.`)
      return row.frame
    },
    async earliest(scope) {
      const found = await first(
        `SELECT ${KEPT_SQL} FROM kept_frames WHERE ${SHOWABLE}
        ORDER BY kept_frames.as_of LIMIT 1`,
        { scope },
      )
      return found?.asOfMs ?? null
    },
    async times(scope, fromMs, toMs, limit) {
      const params = { scope, from: fromMs, to: toMs, oldest: oldest() }
      const where = `${SHOWABLE} AND as_of >= ${time('from')} AND as_of < ${time('to')}`
      const [size] = await database.query<{ total: number }>(
        `SELECT count() AS total FROM kept_frames WHERE ${where}`,
        params,
      )
      const total = size?.total ?? 0
      const ms = 'toUnixTimestamp64Milli(as_of)'
      const widthMs = total <= limit ? 1 : Math.ceil((toMs - fromMs) / limit)
      const rows = await database.query<{ at: number }>(
        `SELECT max(${ms}) AS at FROM kept_frames WHERE ${where}
        GROUP BY intDiv(${ms} - {from:Int64}, {width:Int64}) ORDER BY at`,
        { ...params, width: widthMs },
      )
      return { times: rows.map(row => row.at), total }
    },
  }
}

function sqlTime(at: number): string {
  const iso = new Date(at).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`
}
