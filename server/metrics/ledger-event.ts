import type { LedgerEvent } from '../../contract/cases.ts'
import type { Calendar } from '../calendar.ts'
import type { LedgerEventRow } from '../clickhouse/ledger-event-row.ts'

/** A row of the ledger as its source sent it: what it did not say is absent. */
export function toLedgerEvent(row: LedgerEventRow, calendar: Calendar): LedgerEvent {
  const flag = (value: number | null): boolean | undefined =>
    value === null ? undefined : value === 1
  const event = {
    seq: row.seq,
    source: row.source,
    receivedAt: calendar.format(row.receivedMs),
    id: row.id,
    caseId: row.caseId,
    type: row.type,
    at: calendar.format(row.atMs),
    region: row.region || undefined,
    category: row.category || undefined,
    channel: row.channel || undefined,
    department: row.department || undefined,
    dueAt: row.dueSet === 0 ? undefined : row.dueMs === null ? null : calendar.format(row.dueMs),
    title: row.title || undefined,
    lon: row.lon ?? undefined,
    lat: row.lat ?? undefined,
    contacted: flag(row.contacted),
    solved: flag(row.solved),
    satisfaction: row.satisfaction || undefined,
    valid: flag(row.valid),
    level: row.level === 0 ? undefined : row.level,
  }
  return Object.fromEntries(
    Object.entries(event).filter(([, value]) => value !== undefined),
  ) as unknown as LedgerEvent
}
