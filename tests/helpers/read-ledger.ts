import type { CaseEvent } from '../../contract/case-event.ts'
import type { RecountEvent } from '../../recount/recount-event.ts'
import type { Database } from '../../server/clickhouse/database.ts'

type Row = Pick<CaseEvent, 'id' | 'caseId' | 'type'> & {
  seq: number
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
  satisfaction: CaseEvent['satisfaction'] | ''
  valid: number | null
  level: number
}

/** The ledger in its order, straight from its table: what every recount starts from. */
export async function readLedger(database: Database): Promise<RecountEvent[]> {
  const rows = await database.query<Row>(`
    SELECT seq, id, case_id AS caseId, type, toUnixTimestamp64Milli(at) AS at, region, category,
      channel, department, title, due_set AS dueSet,
      if(due_at IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(due_at))) AS due,
      lon, lat, contacted, solved, satisfaction, valid, level
    FROM case_events ORDER BY seq`)
  return rows.map(toEvent)
}

/** What is empty in the table was not said. */
function toEvent({ dueSet, due, lon, lat, ...row }: Row): RecountEvent {
  const words = Object.entries(row).filter(([, value]) => value !== '' && value !== null)
  return {
    ...Object.fromEntries(words) as unknown as RecountEvent,
    ...(row.contacted === null ? {} : { contacted: row.contacted === 1 }),
    ...(row.solved === null ? {} : { solved: row.solved === 1 }),
    ...(row.valid === null ? {} : { valid: row.valid === 1 }),
    ...(lon === null || lat === null ? {} : { lon, lat }),
    ...(dueSet === 1 ? { dueAt: due } : {}),
  }
}
