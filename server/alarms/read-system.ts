import type { AlarmRule } from '../../contract/alarm-rules.ts'
import type { AuditHead } from '../../contract/audit.ts'
import type { SourceStatus } from '../ports.ts'
import type { Reading, RuleReadings } from './reading.ts'

const MINUTE_MS = 60_000

export interface SystemReader {
  /** Code of the root: where alarms about the server stand. */
  root: string
  sources: () => readonly SourceStatus[]
  audit: () => AuditHead | null
}

/** What the rules about the server itself find, by its own clock; asks no database. */
export function readSystemRules(
  reader: SystemReader,
  rules: readonly AlarmRule[],
  now: number,
): RuleReadings[] {
  return rules.flatMap((rule): RuleReadings[] => {
    if (rule.kind === 'source_late')
      return [{ rule, readings: readSources(reader, rule.never ?? false, now), absent: 'good', now }]
    if (rule.kind === 'audit_difference')
      return [{ rule, readings: readAudit(reader, rule.unrepaired ?? false), absent: 'unknown', now }]
    return []
  })
}

/** A source that is no longer configured is absent, and so good. */
function readSources({ root, sources }: SystemReader, never: boolean, now: number): Reading[] {
  return sources().map(({ name, state, heardAt }) => ({
    scope: root,
    subject: name,
    standing: state === 'late' || (never && state === 'never') ? 'bad' : 'good',
    value: heardAt === null ? null : Math.max(0, Math.floor((now - heardAt) / MINUTE_MS)),
    limit: null,
    usual: null,
  }))
}

function readAudit({ root, audit }: SystemReader, unrepaired: boolean): Reading[] {
  const head = audit()
  if (head === null)
    return []
  const bad = unrepaired ? !head.repaired : head.differences > 0
  const standing = bad ? 'bad' : 'good'
  return [{ scope: root, subject: '', standing, value: head.differences, limit: null, usual: null }]
}
