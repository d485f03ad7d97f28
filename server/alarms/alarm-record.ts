import type { AlarmKind, AlarmSeverity } from '../../contract/alarm-rules.ts'
import type { Alarm, AlarmState } from '../../contract/alarms.ts'
import { createHash } from 'node:crypto'

/** An alarm as it is kept; instants in ms since 1970. Never changed: a change makes another. */
export interface AlarmRecord {
  id: string
  /** Grows by one with every change of state. */
  revision: number
  rule: string
  kind: AlarmKind
  severity: AlarmSeverity
  scope: string
  subject: string
  ordinal: number
  state: AlarmState
  value: number | null
  worst: number | null
  limit: number | null
  usual: number | null
  raisedAt: number
  raisedAsOf: number
  acknowledged: { at: number, by: string, operator: string | null, note: string } | null
  clearedAt: number | null
  clearedAsOf: number | null
}

/** What a rule is asked for: the name under which it is remembered. */
export type AlarmKey = Pick<AlarmRecord, 'rule' | 'scope' | 'subject'>

export function keyOf({ rule, scope, subject }: AlarmKey): string {
  return JSON.stringify([rule, scope, subject])
}

/** The same occurrence has the same id wherever it is counted. */
export function alarmId({ rule, scope, subject }: AlarmKey, ordinal: number): string {
  const text = JSON.stringify([rule, scope, subject, ordinal])
  return createHash('sha256').update(text).digest('hex').slice(0, 20)
}

/** Of a rate less is worse, of everything else more. */
export function worstOf(kind: AlarmKind, a: number | null, b: number | null): number | null {
  if (a === null || b === null)
    return a ?? b
  return kind === 'rate_under' ? Math.min(a, b) : Math.max(a, b)
}

/** As the API says it; `format` writes an instant in the profile's zone. */
export function toAlarm(record: AlarmRecord, format: (at: number) => string): Alarm {
  const { id, rule, kind, severity, state, scope, subject, acknowledged } = record
  return {
    id,
    rule,
    kind,
    severity,
    state,
    scope,
    subject,
    value: record.value,
    worst: record.worst,
    limit: record.limit,
    usual: record.usual,
    raisedAt: isoOf(record.raisedAt),
    raisedAsOf: format(record.raisedAsOf),
    acknowledged: acknowledged && { ...acknowledged, at: isoOf(acknowledged.at) },
    clearedAt: record.clearedAt === null ? null : isoOf(record.clearedAt),
  }
}

function isoOf(at: number): string {
  return new Date(at).toISOString()
}
