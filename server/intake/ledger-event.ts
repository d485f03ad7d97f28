import type { CaseEventType, SatisfactionAnswer } from '../../contract/case-event.ts'
import type { Attributes, NormalEvent } from './normal-event.ts'

/** A row of `case_events` as LEDGER_EVENT_SQL selects it. */
export interface LedgerEventRow {
  seq: number
  id: string
  caseId: string
  type: CaseEventType
  atMs: number
  region: string
  category: string
  channel: string
  department: string
  dueSet: number
  dueMs: number | null
  title: string
  lon: number | null
  lat: number | null
  contacted: number | null
  solved: number | null
  satisfaction: SatisfactionAnswer | ''
  valid: number | null
  level: number
}

/** The columns that make an event whole again. */
export const LEDGER_EVENT_SQL = `
  seq, id, case_id AS caseId, type, toUnixTimestamp64Milli(at) AS atMs,
  region, category, channel, department, due_set AS dueSet,
  if(due_at IS NULL, NULL, toUnixTimestamp64Milli(assumeNotNull(due_at))) AS dueMs,
  title, lon, lat, contacted, solved, satisfaction, valid, level`

/** The event that the row was written from, exactly. */
export function toNormalEvent(row: LedgerEventRow): NormalEvent {
  const attributes: Attributes = {}
  if (row.region !== '')
    attributes.region = row.region
  if (row.category !== '')
    attributes.category = row.category
  if (row.channel !== '')
    attributes.channel = row.channel
  if (row.department !== '')
    attributes.department = row.department
  if (row.dueSet === 1)
    attributes.dueAt = row.dueMs
  if (row.title !== '')
    attributes.title = row.title
  if (row.lon !== null && row.lat !== null) {
    attributes.lon = row.lon
    attributes.lat = row.lat
  }
  return {
    id: row.id,
    caseId: row.caseId,
    type: row.type,
    at: row.atMs,
    attributes,
    review: row.type === 'reviewed'
      ? {
          contacted: toFlag(row.contacted),
          solved: toFlag(row.solved),
          satisfaction: row.satisfaction === '' ? null : row.satisfaction,
          valid: toFlag(row.valid),
        }
      : null,
    level: row.type === 'urged' ? row.level : null,
  }
}

function toFlag(value: number | null): boolean | null {
  return value === null ? null : value === 1
}
