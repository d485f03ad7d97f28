import type { AlarmRule } from '../../contract/alarm-rules.ts'
import type { AlarmKey, AlarmRecord } from './alarm-record.ts'
import type { PastOccurrences } from './alarm-table.ts'
import type { Reading, RuleReadings } from './reading.ts'
import type { Watch } from './step.ts'
import { alarmId, keyOf, worstOf } from './alarm-record.ts'
import { isAboutCases } from './reading.ts'
import { step, UNWATCHED } from './step.ts'

/** Both clocks at one moment, ms since 1970. */
export interface Instants { wall: number, cases: number }

export interface Acknowledger { by: string, operator: string | null, note: string }

/** What is remembered of one rule, scope and subject. */
interface Entry extends AlarmKey {
  watch: Watch
  ordinal: number
  record: AlarmRecord | null
}

/** Which alarms last. Knows no database: every change is a record that somebody writes down. */
export interface Book {
  /** Raises, clears and brings values up to date. Answers the records that changed state. */
  apply: (found: RuleReadings, at: Instants) => AlarmRecord[]
  /** Those that last, in no order. */
  active: () => AlarmRecord[]
  find: (id: string) => AlarmRecord | null
  /** The record after it; in the book once it is `put`. */
  acknowledged: (record: AlarmRecord, who: Acknowledger, at: number) => AlarmRecord
  put: (record: AlarmRecord) => void
  /** How often `most` kept something from being raised, looked at again and again. */
  suppressed: () => number
}

export interface BookOptions {
  rules: readonly AlarmRule[]
  isScope: (code: string) => boolean
  lasting: readonly AlarmRecord[]
  past: readonly PastOccurrences[]
  /** Most alarms at once: with more nobody reads any. */
  most: number
}

const MINUTE_MS = 60_000

export function createBook(options: BookOptions): Book {
  const entries = restore(options)
  const byId = new Map<string, Entry>()
  for (const entry of entries.values()) {
    if (entry.record !== null)
      byId.set(entry.record.id, entry)
  }
  let suppressed = 0

  function look(rule: AlarmRule, reading: Reading, now: number, at: Instants): AlarmRecord | null {
    const key = { rule: rule.id, scope: reading.scope, subject: reading.subject }
    const entry = entries.get(keyOf(key)) ?? { ...key, watch: UNWATCHED, ordinal: 0, record: null }
    const { after, act } = step(entry.watch, reading.standing, now, patienceOf(rule))
    if (act === 'raise' && byId.size >= options.most) {
      suppressed++
      return null
    }
    entry.watch = after
    keep(entry)
    if (act === 'raise')
      return raise(entry, rule, reading, at)
    if (entry.record !== null && reading.standing !== 'unknown')
      entry.record = withReading(entry.record, reading)
    return act === 'clear' ? clear(entry, at) : null
  }

  /** What was never bad is not worth remembering: there are thousands of regions. */
  function keep(entry: Entry): void {
    if (entry.ordinal === 0 && isIdle(entry.watch))
      entries.delete(keyOf(entry))
    else
      entries.set(keyOf(entry), entry)
  }

  function raise(entry: Entry, rule: AlarmRule, reading: Reading, at: Instants): AlarmRecord {
    entry.ordinal++
    const { rule: id, scope, subject, ordinal } = entry
    const record: AlarmRecord = {
      id: alarmId(entry, ordinal),
      revision: 1,
      rule: id,
      kind: rule.kind,
      severity: rule.severity,
      scope,
      subject,
      ordinal,
      state: 'raised',
      value: reading.value,
      worst: reading.value,
      limit: reading.limit,
      usual: reading.usual,
      raisedAt: at.wall,
      raisedAsOf: at.cases,
      acknowledged: null,
      clearedAt: null,
      clearedAsOf: null,
    }
    entry.record = record
    byId.set(record.id, entry)
    return record
  }

  function clear(entry: Entry, at: Instants): AlarmRecord {
    const record: AlarmRecord = {
      ...entry.record!,
      revision: entry.record!.revision + 1,
      state: 'cleared',
      clearedAt: at.wall,
      clearedAsOf: at.cases,
    }
    entry.record = null
    byId.delete(record.id)
    return record
  }

  return {
    apply({ rule, readings, absent, now }, at) {
      const changed = readings.map(reading => look(rule, reading, now, at))
      const seen = new Set(readings.map(({ scope, subject }) =>
        keyOf({ rule: rule.id, scope, subject })))
      const unseen = [...entries.values()]
        .filter(entry => entry.rule === rule.id && !seen.has(keyOf(entry)))
      changed.push(...unseen.map(entry => look(rule, absentReading(entry, absent), now, at)))
      return changed.filter(record => record !== null)
    },
    active: () => Array.from(byId.values(), ({ record }) => record!),
    find: id => byId.get(id)?.record ?? null,
    acknowledged: (record, { by, operator, note }, at) => ({
      ...record,
      revision: record.revision + 1,
      state: 'acknowledged',
      acknowledged: { at, by, operator, note },
    }),
    put(record) {
      const entry = byId.get(record.id)
      if (entry !== undefined)
        entry.record = record
    },
    suppressed: () => suppressed,
  }
}

/** Nothing was found of it any more: a count is 0 then, and whatever else is not known. */
function absentReading({ scope, subject, record }: Entry, absent: 'good' | 'unknown'): Reading {
  const counted = absent === 'good' && record?.kind !== 'source_late'
  return {
    scope,
    subject,
    standing: absent,
    value: counted ? 0 : record?.value ?? null,
    limit: record?.limit ?? null,
    usual: record?.usual ?? null,
  }
}

function isIdle({ active, badSince, clearedAt }: Watch): boolean {
  return !active && badSince === null && clearedAt === null
}

function withReading(record: AlarmRecord, { value, limit, usual }: Reading): AlarmRecord {
  return { ...record, value, limit, usual, worst: worstOf(record.kind, record.worst, value) }
}

function patienceOf({ holdMinutes = 0, clearMinutes = 0, coolDownMinutes = 0 }: AlarmRule) {
  return {
    holdMs: holdMinutes * MINUTE_MS,
    clearMs: clearMinutes * MINUTE_MS,
    coolDownMs: coolDownMinutes * MINUTE_MS,
  }
}

function restore({ rules, isScope, lasting, past }: BookOptions): Map<string, Entry> {
  const clocks = new Map(rules.map(rule => [rule.id, isAboutCases(rule)]))
  const entries = new Map<string, Entry>()
  for (const { rule, scope, subject, ordinal, clearedAt, clearedAsOf } of past) {
    const ended = clocks.get(rule) === true ? clearedAsOf : clearedAt
    const key = { rule, scope, subject }
    const watch = { ...UNWATCHED, clearedAt: ended }
    entries.set(keyOf(key), { ...key, watch, ordinal, record: null })
  }
  for (const record of lasting) {
    if (!clocks.has(record.rule) || !isScope(record.scope))
      continue
    const { rule, scope, subject, ordinal } = record
    const watch = { ...UNWATCHED, active: true }
    entries.set(keyOf(record), { rule, scope, subject, watch, ordinal, record })
  }
  return entries
}

/** Alarms of rules and regions that the profile no longer has end with the start. */
export function outdated(
  lasting: readonly AlarmRecord[],
  { rules, isScope }: Pick<BookOptions, 'rules' | 'isScope'>,
  at: Instants,
): AlarmRecord[] {
  const known = new Set(rules.map(({ id }) => id))
  return lasting
    .filter(({ rule, scope }) => !known.has(rule) || !isScope(scope))
    .map(record => ({
      ...record,
      revision: record.revision + 1,
      state: 'cleared',
      clearedAt: at.wall,
      clearedAsOf: at.cases,
    }))
}
