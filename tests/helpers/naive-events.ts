import type { CaseEventType } from '../../contract/case-event.ts'
import type { Database } from '../../server/clickhouse/database.ts'

/** One event of the ledger, as plain as it gets. */
export interface NaiveEvent {
  seq: number
  id: string
  caseId: string
  type: CaseEventType
  /** Milliseconds since 1970. */
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
  satisfaction: string
  valid: number | null
  level: number
}

/** The ledger in its order: what every naive count starts from. */
export async function readNaiveEvents(database: Database): Promise<NaiveEvent[]> {
  return database.query<NaiveEvent>(`
    SELECT seq, id, case_id AS caseId, type, toUnixTimestamp64Milli(at) AS at, region, category,
      channel, department, title, due_set AS dueSet,
      if(due_at IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(due_at))) AS due,
      lon, lat, satisfaction, valid, level
    FROM case_events ORDER BY seq`)
}
