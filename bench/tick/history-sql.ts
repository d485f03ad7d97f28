import { BUCKET_GROWTH } from '../../server/duration-buckets.ts'

/** Steps of a case in this history; a case has as many versions as steps behind it. */
export const STEPS = 5

/**
 * Case `n` of the history as expressions of ClickHouse, from a hash of `n` alone: reported evenly
 * over the time, closed after a part of the time allowed, one in a hundred never closed.
 */
const CASE_SQL = `
  {start:Int64} + intDiv(n * {spanMs:Int64}, {cases:UInt64}) AS reported_ms,
  cityHash64(n) AS h,
  [2, 24, 168, 360][1 + h % 4] * 3600000 AS allowed_ms,
  reported_ms + allowed_ms AS due_ms,
  reported_ms + 60000 + h % 1200000 AS dispatched_ms,
  dispatched_ms + intDiv(allowed_ms, 25) AS accepted_ms,
  accepted_ms + toInt64(allowed_ms * if(h % 25 = 1, 1.2, 0.05 + (h % 997) / 1500)) AS closed_ms,
  closed_ms + 36000000 + h % 93600000 AS reviewed_ms,
  toUInt8(1 + (dispatched_ms <= {now:Int64}) + (accepted_ms <= {now:Int64})
    + (closed_ms <= {now:Int64} AND h % 100 != 2)
    + (reviewed_ms <= {now:Int64} AND h % 100 != 2 AND h % 10 < 7)) AS steps_taken`

/** Place and kind of a case, joined to it. */
const PLACED_SQL = `
  SELECT n, c.*, p.region AS region, p.path AS path,
    {categories:Array(String)}[1 + intDiv(h, 7) % length({categories:Array(String)})] AS category,
    {channels:Array(String)}[1 + intDiv(h, 11) % length({channels:Array(String)})] AS channel,
    concat('H', toString(n)) AS case_id,
    concat('人行道路灯不亮，居民反映夜间出行不便 ', toString(n % 500)) AS title,
    if(h % 8 = 0, NULL, 118 + (intDiv(h, 13) % 100000) / 80000) AS lon,
    if(h % 8 = 0, NULL, 37 + (intDiv(h, 17) % 100000) / 90000) AS lat
  FROM (SELECT number AS n, ${CASE_SQL} FROM numbers({from:UInt64}, {count:UInt64})) AS c
  INNER JOIN bench_places AS p ON p.n = c.h % {places:UInt64}`

const time = (ms: string): string => `fromUnixTimestamp64Milli(${ms}, 'UTC')`
const day = (ms: string): string => `toDate(${time(ms)}, {zone:String})`

/** The ledger's rows of a stretch of cases, all first steps first, numbered without a gap. */
export const EVENTS_SQL = `
  INSERT INTO case_events (seq, id, case_id, type, at, received_at, source, region, category, channel,
    department, due_set, due_at, title, lon, lat, contacted, solved, satisfaction, valid, level, path,
    known_region, known_category, known_channel, known_title)
  SELECT {seq:UInt64} + row_number() OVER (ORDER BY s, n), concat(case_id, '-', toString(s)), case_id,
    ['reported', 'dispatched', 'accepted', 'closed', 'reviewed'][s] AS type,
    ${time('[reported_ms, dispatched_ms, accepted_ms, closed_ms, reviewed_ms][s]')} AS at,
    at AS received_at, 'bench', if(type = 'reported', region, ''), if(type = 'reported', category, ''),
    if(type = 'reported', channel, ''), if(type = 'dispatched', '城市管理局', ''), type = 'reported',
    if(type = 'reported', ${time('due_ms')}, NULL), if(type = 'reported', title, ''),
    if(type = 'reported', lon, NULL), if(type = 'reported', lat, NULL),
    if(type = 'reviewed', 1, NULL), if(type = 'reviewed', 1, NULL),
    if(type = 'reviewed', 'satisfied', ''), if(type = 'reviewed', 1, NULL), 0, path,
    region, category, channel, title
  FROM (${PLACED_SQL}) ARRAY JOIN range(1, steps_taken + 1) AS s
  ORDER BY s, n`

const STEP_CHANGES = `if({step:UInt8} = 1, [(toInt8(1), toUInt32(1))],
    [(toInt8(-1), toUInt32({step:UInt8} - 1)), (toInt8(1), toUInt32({step:UInt8}))])`

/** The versions that step `{step:UInt8}` takes back and adds, of a stretch of cases. */
export const VERSIONS_SQL = versionsSql(STEP_CHANGES)

/** The first versions of a stretch of cases, once more with `{sign:Int8}`: -1 takes them back. */
export const REPORTS_SQL = versionsSql('[({sign:Int8}, toUInt32(1))]')

function versionsSql(changes: string): string {
  return `
  INSERT INTO case_versions (sign, version, case_id, region, path, category, channel, department, title,
    lon, lat, reported_at, due_at, closed_at, reviewed_at, step, steps, step_days, open, excluded,
    urged_level, reopened, reported_day, due_hour, closed_day, reviewed_day, has_due, on_time,
    duration_bucket, contacted, solved, answer, valid, last_closed_at, dispatched_at, due_day,
    dispatched_day, accepted_in_time)
  SELECT change.1, change.2 AS v, case_id, region, path, category, channel,
    if(v >= 2, '城市管理局', ''), title, lon, lat, ${time('reported_ms')}, ${time('due_ms')},
    if(v >= 4, ${time('closed_ms')}, NULL), if(v >= 5, ${time('reviewed_ms')}, NULL),
    ['report', 'triage', 'handle', 'review', 'review'][v],
    arraySlice(['report', 'triage', 'handle', 'review'], 1, least(v, 4)),
    arraySlice([${day('reported_ms')}, ${day('dispatched_ms')}, ${day('accepted_ms')},
      if(v = 5, ${day('reviewed_ms')}, ${day('closed_ms')})], 1, least(v, 4)),
    v < 4, 0, 0, 0, ${day('reported_ms')}, toStartOfHour(${time('due_ms')}),
    if(v >= 4, ${day('closed_ms')}, toDate(0)), if(v >= 5, ${day('reviewed_ms')}, toDate(0)),
    1, v >= 4 AND closed_ms <= due_ms,
    if(v >= 4, toUInt16(floor(log((closed_ms - reported_ms) / 1000) / log(${BUCKET_GROWTH}))) + 1, 0),
    v >= 5, v >= 5,
    if(v >= 5, ['very_satisfied', 'satisfied', 'basically_satisfied', 'dissatisfied'][1 + h % 4], ''),
    v >= 5, if(v >= 4, ${time('closed_ms')}, NULL), if(v >= 2, ${time('dispatched_ms')}, NULL),
    ${day('due_ms')}, if(v >= 2, ${day('dispatched_ms')}, toDate(0)), v >= 3
  FROM (${PLACED_SQL})
  ARRAY JOIN ${changes} AS change
  WHERE steps_taken >= {step:UInt8}`
}

/** The scopes that count the cases of a stretch. */
export const SCOPES_SQL = `SELECT DISTINCT arrayJoin(path) AS scope FROM (${PLACED_SQL})`

/** How many events and open cases the whole history has, counted without any table. */
export const TRUTH_SQL = `
  SELECT sum(steps_taken) AS events, countIf(steps_taken < 4) AS open
  FROM (SELECT number AS n, ${CASE_SQL} FROM numbers({cases:UInt64}))`

/** Regions by number, with the scopes that count them. */
export const PLACES_SQL = `
  CREATE TABLE bench_places (n UInt64, region String, path Array(String)) ENGINE = MergeTree ORDER BY n`
