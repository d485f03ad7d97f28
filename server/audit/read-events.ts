import type { CaseEventType } from '../../contract/case-event.ts'
import type { Database } from '../clickhouse/database.ts'
import { AUDIT_QUERY } from './compare-rollup.ts'

/** One event of the ledger; times are milliseconds since 1970, absent texts are empty. */
export interface AuditedEvent {
  seq: number
  caseId: string
  id: string
  type: CaseEventType
  at: number
  region: string
  category: string
  channel: string
  department: string
  title: string
  dueSet: number
  due: number | null
  lon: number | null
  lat: number | null
  contacted: number | null
  solved: number | null
  satisfaction: string
  valid: number | null
  level: number
}

/** A share of all cases, told by a hash of their ids. */
export interface CasePart { part: number, parts: number }

/** SQL: the case belongs to the bound part. */
export const IN_PART = 'cityHash64(case_id) % {parts:UInt32} = {part:UInt32}'

/** Events of the part's cases with ledger numbers in (after, to], by number. */
export async function readEvents(
  database: Database,
  { part, parts }: CasePart,
  after: number,
  to: number,
): Promise<AuditedEvent[]> {
  return database.query<AuditedEvent>(
    `SELECT seq, case_id AS caseId, id, type, toUnixTimestamp64Milli(at) AS at,
      region, category, channel, department, title, due_set AS dueSet,
      if(due_at IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(due_at))) AS due,
      lon, lat, contacted, solved, satisfaction, valid, level
    FROM case_events
    WHERE seq > {after:UInt64} AND seq <= {to:UInt64} AND ${IN_PART}
    ORDER BY seq`,
    { part, parts, after, to },
    AUDIT_QUERY,
  )
}

/** Number of the ledger's last event; 0 of an empty one. */
export async function readLastSeq(database: Database): Promise<number> {
  const [row] = await database.query<{ last: number }>(
    'SELECT max(seq) AS last FROM case_events',
    {},
    AUDIT_QUERY,
  )
  return row?.last ?? 0
}
