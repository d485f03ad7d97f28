import type { CaseEventType } from '../../../contract/case-event.ts'
import type { Question } from '../question.ts'

/** How far back in the ledger the newest events of a scope are looked for. */
const LOOK_BACK_EVENTS = 20_000
export const LATEST_EVENTS = 12

export interface LatestRow {
  scope: string
  seq: number
  id: string
  caseId: string
  type: CaseEventType
  atMs: number
  region: string
  category: string
  channel: string
  title: string
}

/** The ledger's last event number: the point that this tick shows. */
export async function askLedgerPoint({ database }: Pick<Question, 'database'>): Promise<number> {
  const [row] = await database.query<{ seq: number }>(
    'SELECT max(seq) AS seq FROM case_events',
  )
  return row!.seq
}

const EVENT_COLUMNS = `seq, id, case_id AS caseId, type, toUnixTimestamp64Milli(at) AS atMs,
  known_region AS region, known_category AS category, known_channel AS channel,
  known_title AS title`

/** The newest events of each scope that came after `since`, newest first. */
export async function askLatestSince(
  { database, scopes }: Question,
  since: number,
): Promise<LatestRow[]> {
  return database.query<LatestRow>(
    `SELECT scope, ${EVENT_COLUMNS}
    FROM case_events
    ARRAY JOIN path AS scope
    WHERE seq > {since:UInt64} AND scope IN {scopes:Array(String)}
    ORDER BY seq DESC
    LIMIT ${LATEST_EVENTS} BY scope`,
    { scopes, since },
  )
}

/**
 * The newest events of each scope in the order of the ledger, newest first. Which they are is told
 * by two narrow columns; only what is shown is read whole.
 */
export async function askLatest({ database, scopes }: Question): Promise<LatestRow[]> {
  const places = await database.query<{ scope: string, seq: number }>(
    `SELECT scope, seq
    FROM case_events
    ARRAY JOIN path AS scope
    WHERE seq > (SELECT max(seq) FROM case_events) - ${LOOK_BACK_EVENTS} AND scope IN {scopes:Array(String)}
    ORDER BY seq DESC
    LIMIT ${LATEST_EVENTS} BY scope`,
    { scopes },
  )
  if (places.length === 0)
    return []
  const rows = await database.query<Omit<LatestRow, 'scope'>>(
    `SELECT ${EVENT_COLUMNS}
    FROM case_events
    WHERE seq IN {seqs:Array(UInt64)}`,
    { seqs: [...new Set(places.map(({ seq }) => seq))] },
  )
  const bySeq = new Map(rows.map(row => [row.seq, row]))
  return places.flatMap(({ scope, seq }) => {
    const row = bySeq.get(seq)
    return row === undefined ? [] : [{ scope, ...row }]
  })
}

const MINUTE_MS = 60_000

/**
 * SQL over `case_events`: happened in the last minute of the moment's clock, and was received in
 * the last one of the machine's. A history that is loaded now happened long ago, and does not
 * count; neither does what comes more than a minute late.
 */
export const IN_MINUTE = `received_at >= fromUnixTimestamp64Milli({minuteReceived:Int64}, 'UTC')
        AND at >= fromUnixTimestamp64Milli({minuteFrom:Int64}, 'UTC')
        AND at <= fromUnixTimestamp64Milli({minuteTo:Int64}, 'UTC')`

/**
 * What IN_MINUTE asks for.
 * @param asOfMs the moment
 * @param wallMs the same by the machine's clock
 */
export function minuteParams(asOfMs: number, wallMs: number): {
  minuteReceived: number
  minuteFrom: number
  minuteTo: number
} {
  return {
    minuteReceived: wallMs - MINUTE_MS,
    minuteFrom: asOfMs - MINUTE_MS,
    minuteTo: asOfMs,
  }
}

/** How many events a minute, in the last one. `wallMs` is the machine's time. */
export async function askRate(
  { database, scopes, moment }: Pick<Question, 'database' | 'scopes' | 'moment'>,
  wallMs: number,
): Promise<Map<string, number>> {
  const rows = await database.query<{ scope: string, events: number }>(
    `SELECT arrayJoin(arrayIntersect(path, {scopes:Array(String)})) AS scope, sum(n) AS events
    FROM
    (
      SELECT path, count() AS n
      FROM case_events
      WHERE ${IN_MINUTE}
      GROUP BY path
    )
    GROUP BY scope`,
    { scopes, ...minuteParams(moment.now, wallMs) },
  )
  return new Map(rows.map(row => [row.scope, row.events]))
}
