import Type from 'typebox'
import { AGGREGATIONS, COUNTINGS } from '../../../contract/measures.ts'
import { PROOF_PARTS, PROOF_UNITS, ProofNarrowing } from '../../../contract/proof.ts'
import { NamedWindow } from '../../../contract/windows.ts'

export const FORMATS = ['json', 'csv'] as const
const MAX_PAGE = 500

/** Which number, and which of its cases. */
export const ProofQuerySchema = Type.Object({
  metric: Type.String({ minLength: 1, maxLength: 80 }),
  scope: Type.Optional(Type.String({ maxLength: 128 })),
  window: Type.Optional(NamedWindow),
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
  /** Absent: as the metric is defined. */
  counting: Type.Optional(Type.Enum(COUNTINGS)),
  /** Absent: as the metric is defined. */
  aggregation: Type.Optional(Type.Enum(AGGREGATIONS)),
  /** Absent: the numerator; of a quantile the denominator, its only one. */
  part: Type.Optional(Type.Enum(PROOF_PARTS)),
  ...ProofNarrowing.properties,
  /** Regions below whose numbers are told as well. Absent: of a mean its units, else none. */
  units: Type.Optional(Type.Enum(PROOF_UNITS)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE })),
  cursor: Type.Optional(Type.String({ maxLength: 600 })),
  format: Type.Optional(Type.Enum(FORMATS)),
})
export type ProofQuery = Type.Static<typeof ProofQuerySchema>

/** Path and query of a proof, relative to the server: of a part of this one, say. */
export function proofAddress(
  query: Omit<ProofQuery, 'limit' | 'cursor' | 'format' | 'part' | 'units'>,
): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return `proof?${new URLSearchParams(given).toString()}`
}
