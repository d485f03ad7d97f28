import type { Database } from '../clickhouse/database.ts'
import type { LedgerEventRow } from '../clickhouse/ledger-event-row.ts'
import type { VersionContext } from '../intake/case-version.ts'
import type { FrameComputer, FrameContent, Gate } from '../ports.ts'
import type { ReplayEvent, ReplayFold } from './replay-fold.ts'
import type { ScratchDatabase, ScratchOptions } from './scratch-database.ts'
import { randomUUID } from 'node:crypto'
import { VERSION_COLUMNS } from '../clickhouse/case-columns.ts'
import { LEDGER_EVENT_SQL } from '../clickhouse/ledger-event-row.ts'
import { AppError } from '../errors.ts'
import { toNormalEvent } from '../intake/ledger-event.ts'
import { LEDGER_COLUMNS } from '../intake/ledger-row.ts'
import { createReplayFold } from './replay-fold.ts'
import { createScratchDatabase } from './scratch-database.ts'

/** As far back as frames look in the ledger. */
const RECENT_EVENTS = 20_000
/** Frames count what came within the last minute. */
const RECENT_MS = 61_000
const PAGE_EVENTS = 5000
/** No event happened before: the first moment that ClickHouse can hold. */
const EARLIEST_MS = Date.UTC(1900, 0, 1)
/** An event that is received late is in the answers this much later at the latest. */
const KNOWLEDGE_MS = 60_000
/** Copies inside ClickHouse may take this long. */
const COPY_MS = 120_000

const time = (name: string): string => `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`

/**
 * The ledger as of a moment of the past, with everything that is known today: events that happened
 * by then count, whenever they were received. It lives in a scratch database with the live one's
 * tables and views, so frames come from the same SQL.
 */
export interface AsOfLedger {
  /** The moment it stands at, milliseconds since 1970. */
  atMs: () => number
  /** Does it know all that is known today of what happened by then, or did a minute ago? */
  isCurrent: (atMs: number) => Promise<boolean>
  /** Goes on to a later moment. After a failure it must be closed. */
  advance: (toMs: number) => Promise<void>
  frame: (scope: string) => Promise<FrameContent>
  close: () => Promise<void>
}

export interface AsOfOptions extends ScratchOptions {
  context: VersionContext
  gate: Gate
  /** The ordinary computer of frames, on another database and at another time. */
  createComputer: (database: Database, now: () => number) => FrameComputer
  /** Most events of a ledger that is worked on; GRIDWALL_MAX_RECOMPUTE_EVENTS. */
  maxEvents: number
  /** Newest events that are written into the scratch ledger one by one. @default 20_000 */
  recentEvents?: number
  /** A clock that never jumps, ms. */
  steadyNow: () => number
}

/** @throws AppError ledger_too_large */
export async function openAsOfLedger(options: AsOfOptions, atMs: number): Promise<AsOfLedger> {
  const { live, maxEvents } = options
  const [size] = await live.query<{ events: number }>('SELECT count() AS events FROM case_events')
  const events = size?.events ?? 0
  if (events > maxEvents) {
    throw new AppError(
      'ledger_too_large',
      `The ledger holds ${events} events; the past is recomputed from at most ${maxEvents}.`,
    )
  }
  const scratch = await createScratchDatabase(options)
  try {
    return await fill(options, scratch, atMs)
  }
  catch (error) {
    await scratch.drop()
    throw error
  }
}

/**
 * Cases that stood still since long before the moment are taken over as the live tables have them:
 * their fold is the same. All others, a small part, are folded anew in the order of time.
 */
async function fill(
  options: AsOfOptions,
  { database, drop }: ScratchDatabase,
  startMs: number,
): Promise<AsOfLedger> {
  const { live, gate, context, createComputer, steadyNow } = options
  const knownSeq = await gate.run(async () => snapshot(live, database))
  const recentMs = await findRecent(database, startMs, options.recentEvents)
  const before = await countBefore(database, recentMs)
  await copySettled(database, recentMs)
  await copyMoving(database, recentMs)

  const replay = { database, fold: createReplayFold(context, before) }
  for await (const page of readReplay(database, EARLIEST_MS, recentMs - 1))
    await replay.fold.recall(page)
  let atMs = recentMs - 1
  let checkedAt = steadyNow()
  const computer = createComputer(database, () => atMs)
  const ledger: AsOfLedger = {
    atMs: () => atMs,
    isCurrent: async (toMs) => {
      if (steadyNow() - checkedAt <= KNOWLEDGE_MS)
        return true
      const news = await countNews(live, knownSeq, toMs)
      checkedAt = steadyNow()
      return news === 0
    },
    advance: async (toMs) => {
      if (toMs <= atMs)
        return
      await addEvents(replay, atMs, toMs)
      atMs = toMs
    },
    frame: async (scope) => {
      const content = (await computer.compute([scope], atMs)).get(scope)
      if (content === undefined)
        throw new AppError('internal', `No frame of ${scope} was computed as of ${atMs}.`)
      return content
    },
    close: drop,
  }
  await ledger.advance(startMs)
  return ledger
}

interface Replay { database: Database, fold: ReplayFold }

/**
 * The live tables as they are between two loads, by hard links: milliseconds, whatever their size.
 * What follows reads these copies at its leisure.
 */
async function snapshot(live: Database, database: Database): Promise<number> {
  for (const [copy, table] of [['all_events', 'case_events'], ['all_versions', 'case_versions']]) {
    await database.command(`CREATE TABLE ${copy} AS ${live.name}.${table}`)
    await database.command(`ALTER TABLE ${copy} ATTACH PARTITION tuple() FROM ${live.name}.${table}`)
  }
  const [last] = await database.query<{ seq: number }>('SELECT max(seq) AS seq FROM all_events')
  return last?.seq ?? 0
}

/** From when on events are needed one by one; all before is needed as sums alone. */
async function findRecent(
  database: Database,
  atMs: number,
  recentEvents = RECENT_EVENTS,
): Promise<number> {
  const [row] = await database.query<{ recentMs: number }>(
    `SELECT toUnixTimestamp64Milli(at) AS recentMs FROM all_events WHERE at <= ${time('at')}
    ORDER BY at DESC LIMIT 1 OFFSET {offset:UInt32}`,
    { at: atMs, offset: recentEvents - 1 },
  )
  return Math.min(row?.recentMs ?? EARLIEST_MS, atMs - RECENT_MS)
}

async function countBefore(database: Database, recentMs: number): Promise<number> {
  const [row] = await database.query<{ events: number }>(
    `SELECT count() AS events FROM all_events WHERE at < ${time('recent')}`,
    { recent: recentMs },
  )
  return row?.events ?? 0
}

async function countNews(live: Database, knownSeq: number, atMs: number): Promise<number> {
  const [row] = await live.query<{ events: number }>(
    `SELECT count() AS events FROM case_events WHERE seq > {known:UInt64} AND at <= ${time('at')}`,
    { known: knownSeq, at: atMs },
  )
  return row?.events ?? 0
}

const MOVING = `(SELECT case_id FROM all_events WHERE at >= ${time('recent')})`

async function copySettled(database: Database, recentMs: number): Promise<void> {
  const columns = VERSION_COLUMNS.join(', ')
  await database.command(
    `INSERT INTO case_versions (${columns}) SELECT ${columns} FROM all_versions FINAL
    WHERE sign = 1 AND case_id NOT IN ${MOVING}`,
    { recent: recentMs },
    { timeoutMs: COPY_MS },
  )
  await database.command('DROP TABLE all_versions SYNC')
}

/** All events of the other cases, past and still to come, in the order of time. */
async function copyMoving(database: Database, recentMs: number): Promise<void> {
  await database.command(
    `CREATE TABLE replay ENGINE = MergeTree ORDER BY (at, seq)
    SETTINGS index_granularity = 1024 AS SELECT * FROM all_events WHERE case_id IN ${MOVING}`,
    { recent: recentMs },
    { timeoutMs: COPY_MS },
  )
  await database.command('DROP TABLE all_events SYNC')
}

async function addEvents({ database, fold }: Replay, afterMs: number, toMs: number): Promise<void> {
  for await (const page of readReplay(database, afterMs, toMs))
    await insert(database, 'case_events', LEDGER_COLUMNS, await fold.add(page))
  for (;;) {
    const rows = await fold.takeVersions(PAGE_EVENTS)
    if (rows.length === 0)
      return
    await insert(database, 'case_versions', VERSION_COLUMNS, rows)
  }
}

/** Events that happened in (afterMs, toMs], in order, page by page. */
async function* readReplay(
  database: Database,
  afterMs: number,
  toMs: number,
): AsyncGenerator<ReplayEvent[]> {
  let last: Pick<LedgerEventRow, 'atMs' | 'seq'> = { atMs: afterMs + 1, seq: 0 }
  for (;;) {
    const rows: LedgerEventRow[] = await database.query<LedgerEventRow>(
      `SELECT ${LEDGER_EVENT_SQL} FROM replay
      WHERE at >= ${time('last')} AND at <= ${time('to')}
        AND (at > ${time('last')} OR seq > {seq:UInt64})
      ORDER BY at, seq LIMIT ${PAGE_EVENTS}`,
      { last: last.atMs, seq: last.seq, to: toMs },
    )
    if (rows.length > 0)
      yield rows.map(row => ({ event: toNormalEvent(row), source: row.source }))
    if (rows.length < PAGE_EVENTS)
      return
    last = rows.at(-1)!
  }
}

async function insert(
  database: Database,
  table: string,
  columns: readonly string[],
  rows: readonly string[],
): Promise<void> {
  // Never sent twice, so any token will do that is not another's.
  await database.insert(table, columns, Buffer.from(`${rows.join('\n')}\n`), { token: randomUUID() })
}
