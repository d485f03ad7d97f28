import type { Attributes, NormalEvent } from './normal-event.ts'
import { sqlTime } from './case-version.ts'

/** Columns of `case_events`, in the order of `toLedgerRow`. */
export const LEDGER_COLUMNS = [
  'seq',
  'id',
  'case_id',
  'type',
  'at',
  'received_at',
  'source',
  'region',
  'category',
  'channel',
  'department',
  'due_set',
  'due_at',
  'title',
  'lon',
  'lat',
  'contacted',
  'solved',
  'satisfaction',
  'valid',
  'level',
  'path',
  'known_region',
  'known_category',
  'known_channel',
  'known_title',
] as const

export interface Receipt {
  seq: number
  /** Milliseconds since 1970. */
  receivedAt: number
  source: string
  /** The case as known when the event came; null for an orphan. */
  known: { path: readonly string[], attributes: Attributes } | null
}

/** An event as a line of JSONCompactEachRow, without the line's end. */
export function toLedgerRow(event: NormalEvent, receipt: Receipt): string {
  const a = event.attributes
  return JSON.stringify([
    receipt.seq,
    event.id,
    event.caseId,
    event.type,
    sqlTime(event.at),
    sqlTime(receipt.receivedAt),
    receipt.source,
    a.region ?? '',
    a.category ?? '',
    a.channel ?? '',
    a.department ?? '',
    a.dueAt === undefined ? 0 : 1,
    a.dueAt === undefined || a.dueAt === null ? null : sqlTime(a.dueAt),
    a.title ?? '',
    a.lon ?? null,
    a.lat ?? null,
    flag(event.review?.contacted),
    flag(event.review?.solved),
    event.review?.satisfaction ?? '',
    flag(event.review?.valid),
    event.level ?? 0,
    receipt.known?.path ?? [],
    receipt.known?.attributes.region ?? '',
    receipt.known?.attributes.category ?? '',
    receipt.known?.attributes.channel ?? '',
    receipt.known?.attributes.title ?? '',
  ])
}

function flag(value: boolean | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value)
}
