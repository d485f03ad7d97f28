import type { FastifyBaseLogger } from 'fastify'
import type { AlarmRule } from '../../contract/alarm-rules.ts'
import type { Alarm, AlarmBoard, AlarmState } from '../../contract/alarms.ts'
import type { Clock, Intake } from '../ports.ts'
import type { AlarmRecord } from './alarm-record.ts'
import type { AlarmPlace, LogQuestion } from './alarm-table.ts'
import type { Acknowledger, Book, Instants } from './book.ts'
import type { CaseReader } from './read-cases.ts'
import type { SystemReader } from './read-system.ts'
import type { RuleReadings } from './reading.ts'
import { AppError } from '../errors.ts'
import { createGate } from '../gate.ts'
import { toAlarm } from './alarm-record.ts'
import {
  readAlarm,
  readAlarmLog,
  readLastingAlarms,
  readPastOccurrences,
  writeAlarms,
} from './alarm-table.ts'
import { buildBoard } from './board.ts'
import { createBook, outdated } from './book.ts'
import { readCaseRules } from './read-cases.ts'
import { readSystemRules } from './read-system.ts'
import { isAboutCases } from './reading.ts'
import { createRounds } from './rounds.ts'

/** More at once are not raised: nobody reads a thousand alarms. */
const MOST_ACTIVE = 500
/** Events wait for ClickHouse longer than this: what it says of the cases is of the past. */
const BEHIND_MS = 30_000
/** Rates and surges move slowly and cost most: only every so many rounds. */
const SLOW_EVERY = 6

/** What the server's own numbers say of the alarms. */
export interface AlarmReadings {
  active: readonly Pick<AlarmRecord, 'severity' | 'state'>[]
  /** Since the start of the process. */
  rounds: number
  failures: number
  suppressed: number
  workedMs: number
  /** ms since 1970; null before the first round. */
  evaluatedAt: number | null
}

export interface AlarmPage { alarms: Alarm[], next: AlarmPlace | null }

export interface Alarms {
  board: (scope: string) => AlarmBoard
  /** Calls the listener after anything changed; returns how to stop. */
  subscribe: (listener: () => void) => () => void
  /** Rejects with a ClickHouseError where the log is needed and cannot be read. */
  list: (question: LogQuestion) => Promise<AlarmPage>
  /**
   * On disk when it resolves. Of an alarm that somebody has acknowledged, theirs stays.
   * Rejects with AppError `unknown_alarm` or `alarm_cleared`, or a ClickHouseError.
   */
  acknowledge: (id: string, who: Acknowledger) => Promise<Alarm>
  readings: () => AlarmReadings
  start: () => void
  /** Ends after the round under way. */
  close: () => Promise<void>
}

export interface AlarmsOptions extends CaseReader {
  sources: SystemReader['sources']
  audit: SystemReader['audit']
  status: Intake['status']
  clock: Clock
  /** How often rules are looked at, ms. Rounds that take long come less often. */
  everyMs: number
  wallNow: () => number
  steadyNow: () => number
  log: Pick<FastifyBaseLogger, 'warn' | 'info'>
}

/** Reads what lasts from before; then `start` looks at the rules round after round. */
export async function openAlarms(options: AlarmsOptions): Promise<Alarms> {
  const { database, city, calendar, clock, wallNow, log } = options
  const { rules } = city.alarms
  const lasting = await readLastingAlarms(database)
  const known = { rules, isScope: city.isScope }
  const past = await readPastOccurrences(database)
  const book = createBook({ ...known, lasting, past, most: MOST_ACTIVE })
  /** Changes of state that ClickHouse does not have yet, by id: the newest says everything. */
  const unsaved = new Map(outdated(lasting, known, instants()).map(one => [one.id, one]))
  const listeners = new Set<() => void>()
  /** A round and an acknowledgement change the book one after the other. */
  const turn = createGate()
  let boards = new Map<string, AlarmBoard>()
  let evaluatedAt: number | null = null

  const rounds = createRounds({
    everyMs: options.everyMs,
    steadyNow: options.steadyNow,
    round,
    onFailure: error => log.warn({ err: error }, 'alarms cannot be looked at; it is tried again'),
  })

  function instants(): Instants {
    return { wall: wallNow(), cases: clock.now() }
  }

  let untilSlow = 0

  async function round(): Promise<void> {
    const at = instants()
    const reader = { root: city.root, sources: options.sources, audit: options.audit }
    await apply(readSystemRules(reader, rules, at.wall), at)
    if (!isBehind(at.wall)) {
      const wanted = rules.filter(rule => isAboutCases(rule) && (untilSlow === 0 || !isSlow(rule)))
      await apply(await readCaseRules(options, wanted, at.cases), at)
      untilSlow = (untilSlow || SLOW_EVERY) - 1
    }
    evaluatedAt = at.wall
  }

  /** What is late while ClickHouse lags may be closed already. */
  function isBehind(now: number): boolean {
    const { pendingSince } = options.status()
    return pendingSince !== null && now - pendingSince > BEHIND_MS
  }

  async function apply(found: readonly RuleReadings[], at: Instants): Promise<void> {
    await turn.run(async () => {
      for (const record of found.flatMap(one => book.apply(one, at)))
        unsaved.set(record.id, record)
      tell()
      await save()
    })
  }

  async function save(): Promise<void> {
    const records = [...unsaved.values()]
    await writeAlarms(database, records)
    records.forEach(({ id }) => unsaved.delete(id))
  }

  function tell(): void {
    boards = new Map()
    listeners.forEach(listener => listener())
  }

  async function acknowledge(id: string, who: Acknowledger): Promise<Alarm> {
    return turn.run(async () => {
      const record = book.find(id)
      if (record === null)
        throw await refusal(id)
      if (record.state === 'acknowledged')
        return toAlarm(record, calendar.format)
      const next = book.acknowledged(record, who, wallNow())
      await writeAlarms(database, [next])
      // What it replaces need not be written any more.
      unsaved.delete(id)
      book.put(next)
      tell()
      return toAlarm(next, calendar.format)
    })
  }

  async function refusal(id: string): Promise<AppError> {
    const ended = unsaved.get(id) ?? await readAlarm(database, id)
    return ended === null
      ? new AppError('unknown_alarm', `There is no alarm ${JSON.stringify(id)}.`)
      : new AppError('alarm_cleared', `The alarm ${id} was cleared before anybody acknowledged it.`)
  }

  return {
    board(scope) {
      let board = boards.get(scope)
      if (board === undefined) {
        board = buildBoard(scope, book.active(), city, calendar.format)
        boards.set(scope, board)
      }
      return board
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    list: async question => listAlarms(options, book, question),
    acknowledge,
    readings: () => ({
      ...rounds.counts(),
      active: book.active(),
      suppressed: book.suppressed(),
      evaluatedAt,
    }),
    start() {
      if (rules.length > 0 || unsaved.size > 0)
        rounds.start()
    },
    close: rounds.close,
  }
}

function isSlow({ kind }: AlarmRule): boolean {
  return kind === 'rate_under' || kind === 'surge'
}

const LASTING: readonly AlarmState[] = ['raised', 'acknowledged']

/** What lasts is in the book, with its latest values; the log has what ended as well. */
async function listAlarms(
  { database, calendar }: AlarmsOptions,
  book: Book,
  question: LogQuestion,
): Promise<AlarmPage> {
  const { states, limit } = question
  const wanted = { ...question, limit: limit + 1 }
  const found = states.every(state => LASTING.includes(state))
    ? pageOf(book.active(), wanted)
    : (await readAlarmLog(database, wanted)).map(record => book.find(record.id) ?? record)
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    alarms: shown.map(record => toAlarm(record, calendar.format)),
    next: found.length > limit && last !== undefined
      ? { raisedAt: last.raisedAt, id: last.id }
      : null,
  }
}

function pageOf(
  records: readonly AlarmRecord[],
  { scopes, states, after, limit }: LogQuestion,
): AlarmRecord[] {
  return records
    .filter(({ scope, state }) => states.includes(state) && (scopes?.includes(scope) ?? true))
    .filter(record => after === null || later(after, record) < 0)
    .sort(later)
    .slice(0, limit)
}

/** Below zero where `a` stands before `b`: the latest raised first. */
function later(a: AlarmPlace, b: AlarmPlace): number {
  return b.raisedAt - a.raisedAt || (a.id === b.id ? 0 : a.id > b.id ? -1 : 1)
}
