import Type from 'typebox'
import { SourceFreshness } from './sources.ts'

const Count = Type.Integer({ minimum: 0 })

/**
 * What became of the lines received on the days asked for, and what is wrong with those accepted.
 * `received` = `accepted` + `duplicates` + `conflicts` + `rejected`.
 */
export const QualityCounts = Type.Object({
  received: Count,
  /** New events, in the ledger. */
  accepted: Count,
  /** Known already with the same content. */
  duplicates: Count,
  /** The id was known with another content; the first stays. */
  conflicts: Count,
  /** Lines that were no usable events. */
  rejected: Count,
  /** `rejected` by its codes; those that did not occur are absent. */
  rejectedBy: Type.Record(Type.String(), Count),
  /** Accepted and received more than an hour after they happened; null in replayed time. */
  late: Type.Union([Count, Type.Null()]),
  /** Accepted `reported` events. */
  reports: Count,
  /** Of them, those without coordinates. */
  unplaced: Count,
  /** Now, whenever received: accepted events whose case has not been reported yet. */
  orphans: Count,
})
export type QualityCounts = Type.Static<typeof QualityCounts>

export const SourceQuality = Type.Object({
  name: Type.String(),
  /** How it stands now; null: it sent something and is not configured any more. */
  freshness: Type.Union([SourceFreshness, Type.Null()]),
  counts: QualityCounts,
})
export type SourceQuality = Type.Static<typeof SourceQuality>

/** `GET /api/v1/quality`. Times are in the profile's zone. */
export const QualityBody = Type.Object({
  /** Days of receipt [from, to), by the server's clock. */
  from: Type.String(),
  to: Type.String(),
  /** When it was counted: at most ten seconds ago. */
  asOf: Type.String(),
  clock: Type.Enum(['wall', 'stream'] as const),
  /** Configured sources first, in their order. */
  sources: Type.Array(SourceQuality),
  totals: QualityCounts,
})
export type QualityBody = Type.Static<typeof QualityBody>
