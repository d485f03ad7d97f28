import type { BulletinFigures, BulletinRow } from '../../../contract/bulletin.ts'

export interface BulletinUnit extends BulletinFigures {
  code: string
  name: string
  direct: boolean
  /** What it is ranked by; null: it has none. */
  value: number | null
}

/** A unit's value and rank on the day before. */
export interface UnitBefore { value: number | null, rank: number | null }

/** Ranks by value, the highest first; equal values share a rank and the next one is skipped. */
export function rankValues(units: readonly Pick<BulletinUnit, 'code' | 'value' | 'direct'>[],
): Map<string, number> {
  const ranked = units.filter(({ value, direct }) => value !== null && !direct)
  return new Map(ranked.map(({ code, value }) =>
    [code, 1 + ranked.filter(other => other.value! > value!).length]))
}

/** The table's rows: by rank, then in the profile's order; what lies in no unit comes last. */
export function rankUnits(
  units: readonly BulletinUnit[],
  before: ReadonlyMap<string, UnitBefore> | null,
): BulletinRow[] {
  const ranks = rankValues(units)
  const last = Number.MAX_SAFE_INTEGER
  return units
    .map(({ value, ...figures }): BulletinRow => {
      const rank = ranks.get(figures.code) ?? null
      const then = before?.get(figures.code)
      return {
        ...figures,
        rank,
        change: difference(value, then?.value ?? null),
        // A smaller rank is a better one.
        rankChange: difference(then?.rank ?? null, rank),
      }
    })
    .sort((a, b) => Number(a.direct) - Number(b.direct) || (a.rank ?? last) - (b.rank ?? last))
}

/** Without what binary fractions add: scores have six decimals. */
function difference(now: number | null, then: number | null): number | null {
  return now === null || then === null ? null : Math.round((now - then) * 1e6) / 1e6
}
