import type { AlarmKind, AlarmSeverity } from '../../contract/alarm-rules.ts'
import type { AlarmState } from '../../contract/alarms.ts'
import type { Database } from '../clickhouse/database.ts'
import type { AlarmKey, AlarmRecord } from './alarm-record.ts'
import { createHash } from 'node:crypto'

/** Where a page of the log begins: after this alarm, the latest raised first. */
export interface AlarmPlace { raisedAt: number, id: string }

export interface LogQuestion {
  /** null: of every scope. */
  scopes: readonly string[] | null
  states: readonly AlarmState[]
  after: AlarmPlace | null
  limit: number
}

/** How often a rule was raised for a scope and subject, and when that last ended. */
export interface PastOccurrences extends AlarmKey {
  ordinal: number
  clearedAt: number | null
  clearedAsOf: number | null
}

interface Row extends AlarmKey {
  id: string
  revision: number
  kind: AlarmKind
  severity: AlarmSeverity
  ordinal: number
  state: AlarmState
  value: number | null
  worst: number | null
  limitValue: number | null
  usual: number | null
  raisedAt: number
  raisedAsOf: number
  acknowledgedAt: number | null
  acknowledgedBy: string
  operator: string
  note: string
  clearedAt: number | null
  clearedAsOf: number | null
}

const COLUMNS = [
  'id',
  'revision',
  'rule',
  'kind',
  'severity',
  'scope',
  'subject',
  'ordinal',
  'state',
  'value',
  'worst',
  'limit_value',
  'usual',
  'raised_at',
  'raised_as_of',
  'acknowledged_at',
  'acknowledged_by',
  'operator',
  'note',
  'cleared_at',
  'cleared_as_of',
] as const

const SELECT = `SELECT id, revision, rule, kind, severity, scope, subject, ordinal, state, value, worst,
  limit_value AS limitValue, usual,
  toUnixTimestamp64Milli(raised_at) AS raisedAt, toUnixTimestamp64Milli(raised_as_of) AS raisedAsOf,
  toUnixTimestamp64Milli(acknowledged_at) AS acknowledgedAt, acknowledged_by AS acknowledgedBy,
  operator, note, toUnixTimestamp64Milli(cleared_at) AS clearedAt,
  toUnixTimestamp64Milli(cleared_as_of) AS clearedAsOf
FROM alarms FINAL`

/** Adds the newest state of alarms. The same again changes nothing. */
export async function writeAlarms(
  database: Database,
  records: readonly AlarmRecord[],
): Promise<void> {
  if (records.length === 0)
    return
  const body = Buffer.from(records.map(record => `${JSON.stringify(toRow(record))}\n`).join(''))
  const token = createHash('sha256').update(body).digest('hex')
  await database.insert('alarms', COLUMNS, body, { token })
}

export async function readLastingAlarms(database: Database): Promise<AlarmRecord[]> {
  const rows = await database.query<Row>(`${SELECT} WHERE state != 'cleared' ORDER BY raised_at, id`)
  return rows.map(toRecord)
}

export async function readPastOccurrences(database: Database): Promise<PastOccurrences[]> {
  return database.query<PastOccurrences>(
    `SELECT rule, scope, subject, max(ordinal) AS ordinal,
      toUnixTimestamp64Milli(max(cleared_at)) AS clearedAt,
      toUnixTimestamp64Milli(argMax(cleared_as_of, cleared_at)) AS clearedAsOf
    FROM alarms
    GROUP BY rule, scope, subject`,
  )
}

/** A page of the log, the latest raised first. */
export async function readAlarmLog(
  database: Database,
  { scopes, states, after, limit }: LogQuestion,
): Promise<AlarmRecord[]> {
  const rows = await database.query<Row>(
    `${SELECT}
    WHERE state IN {states:Array(String)}
      ${scopes === null ? '' : 'AND scope IN {scopes:Array(String)}'}
      ${after === null ? '' : 'AND (raised_at, id) < (fromUnixTimestamp64Milli({raisedAt:Int64}, \'UTC\'), {id:String})'}
    ORDER BY raised_at DESC, id DESC
    LIMIT {limit:UInt32}`,
    { states, limit, ...(scopes === null ? {} : { scopes }), ...(after ?? {}) },
  )
  return rows.map(toRecord)
}

export async function readAlarm(database: Database, id: string): Promise<AlarmRecord | null> {
  const [row] = await database.query<Row>(`${SELECT} WHERE id = {id:String}`, { id })
  return row === undefined ? null : toRecord(row)
}

function toRow(record: AlarmRecord): unknown[] {
  const { acknowledged } = record
  return [
    record.id,
    record.revision,
    record.rule,
    record.kind,
    record.severity,
    record.scope,
    record.subject,
    record.ordinal,
    record.state,
    record.value,
    record.worst,
    record.limit,
    record.usual,
    timeOf(record.raisedAt),
    timeOf(record.raisedAsOf),
    timeOf(acknowledged?.at ?? null),
    acknowledged?.by ?? '',
    acknowledged?.operator ?? '',
    acknowledged?.note ?? '',
    timeOf(record.clearedAt),
    timeOf(record.clearedAsOf),
  ]
}

function toRecord(row: Row): AlarmRecord {
  const { limitValue, acknowledgedAt, acknowledgedBy, operator, note, ...rest } = row
  return {
    ...rest,
    limit: limitValue,
    acknowledged: acknowledgedAt === null
      ? null
      : {
          at: acknowledgedAt,
          by: acknowledgedBy,
          operator: operator === '' ? null : operator,
          note,
        },
  }
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().replace('T', ' ').slice(0, 23)
}
