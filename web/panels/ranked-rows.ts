import type { RankedRegion, RankingPanel } from '../../contract/panels/ranking.ts'

/**
 * The worst first, as many as fit. Regions without a value are no worse than anybody: they come
 * last, and first lose their row.
 */
export function worstFirst(panel: Pick<RankingPanel, 'rows'>, rows: number): RankedRegion[] {
  return [...panel.rows]
    .sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0) || b.overdue - a.overdue)
    .slice(0, rows)
}

/** The largest shortfall or surplus of the rows. */
export function targetSpan(rows: readonly RankedRegion[], target: number): number {
  const values = rows.map(row => row.onTime.value).filter(value => value !== null)
  return Math.max(0, ...values.map(value => Math.abs(value - target)))
}
