import type { ProofBody, ProofUnit } from '../../contract/proof.ts'
import { DEFAULT_SMALLEST_N } from '../../contract/metric-definition.ts'

/** Units as the page lists them, and how many there are of each kind. */
export interface RankedUnits {
  /**
   * The best first; those without a rank behind them, last those without a number: of the lowest
   * units most have none, and no row.
   */
  rows: ProofUnit[]
  all: number
  /** With a number; of a count, with more than none. */
  valued: number
  ranked: number
  /** With too few cases to be ranked, and what would be enough; none where that does not matter. */
  few: number
  least: number
}

/** Fewer are a short list already. */
const FEW = 8
/** More than these one follows down a page: halves would be read as two lists. */
export const LONG = 60

/** A list in two halves that stand side by side, where that is easier to read than one. */
export function inHalves<T>(rows: readonly T[]): T[][] {
  if (rows.length <= FEW || rows.length > LONG)
    return rows.length === 0 ? [] : [[...rows]]
  const half = Math.ceil(rows.length / 2)
  return [rows.slice(0, half), rows.slice(half)]
}

export function rankedUnits(
  { units, unitsOf, definition }: Pick<ProofBody, 'units' | 'unitsOf' | 'definition'>,
): RankedUnits {
  const all = units ?? []
  const isCount = definition.kind === 'count'
  const least = unitsOf === 'lowest' && definition.kind === 'ratio'
    ? definition.smallestN ?? DEFAULT_SMALLEST_N
    : 0
  const hasNumber = ({ value }: ProofUnit): boolean => value !== null && (!isCount || value > 0)
  const valued = all.filter(hasNumber)
  return {
    rows: [...unitsOf === 'lowest' ? valued : all].sort((a, b) => placeOf(a) - placeOf(b)
      || (isCount ? (b.value ?? 0) - (a.value ?? 0) : 0)),
    all: all.length,
    valued: valued.length,
    ranked: all.filter(({ rank }) => rank !== null).length,
    few: all.filter(({ value, denominator }) =>
      value !== null && denominator !== null && denominator < least).length,
    least,
  }
}

function placeOf({ rank, value }: ProofUnit): number {
  return rank ?? (value === null ? Number.MAX_VALUE : Number.MAX_SAFE_INTEGER)
}
