import type { AuditFinding } from '../../contract/audit.ts'
import type { Database } from '../clickhouse/database.ts'

/** One figure that was wrong. */
export type Finding = Omit<AuditFinding, 'at'>

const COLUMNS = [
  'at',
  'round',
  'rollup',
  'case_id',
  'scope',
  'clock',
  'day',
  'key',
  'figure',
  'found',
  'expected',
  'concerns',
  'repaired',
] as const

/** Writes down what was found at `at`, milliseconds since 1970. `token` names this record. */
export async function recordFindings(
  database: Database,
  findings: readonly Finding[],
  at: number,
  token: string,
): Promise<void> {
  if (findings.length === 0)
    return
  const moment = new Date(at).toISOString().replace('T', ' ').slice(0, 23)
  const rows = findings.map(finding => JSON.stringify([
    moment,
    finding.round,
    finding.table,
    finding.caseId ?? '',
    finding.scope ?? '',
    finding.clock ?? '',
    finding.day ?? '',
    finding.key ?? '',
    finding.column,
    finding.found,
    finding.expected,
    finding.concerns,
    finding.repaired ? 1 : 0,
  ]))
  const body = Buffer.from(`${rows.join('\n')}\n`)
  await database.insert('audit_findings', COLUMNS, body, { token })
}

type Row = Omit<AuditFinding, 'at' | 'repaired'> & { atMs: number, repaired: number }

/** The latest first. */
export async function readFindings(database: Database, limit: number): Promise<AuditFinding[]> {
  const rows = await database.query<Row>(
    `SELECT toUnixTimestamp64Milli(at) AS atMs, round, rollup AS table, nullIf(case_id, '') AS caseId,
      nullIf(toString(scope), '') AS scope, nullIf(toString(clock), '') AS clock,
      nullIf(toString(day), '') AS day, nullIf(key, '') AS key, figure AS column, found, expected,
      concerns, repaired
    FROM audit_findings
    ORDER BY audit_findings.at DESC, round DESC, rollup, figure
    LIMIT {limit:UInt32}`,
    { limit },
  )
  return rows.map(({ atMs, repaired, ...row }) => ({
    at: new Date(atMs).toISOString(),
    ...row,
    repaired: repaired === 1,
  }))
}
