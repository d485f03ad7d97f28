import type { LedgerEventRow } from '../clickhouse/ledger-event-row.ts'
import type { Attributes, NormalEvent } from './normal-event.ts'

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
