import type { City } from '../../../city/city.ts'
import type { MapPanel, MapPoint } from '../../../contract/panels/map.ts'
import type { PointRow } from '../questions/points.ts'
import type { TickFacts } from '../tick-facts.ts'
import { ratio } from '../evaluate.ts'

/** Places are rounded to about ten metres: the wall draws no finer. */
const PLACE_DIGITS = 1e4

export function mapPanel(scope: string, facts: TickFacts, city: City): MapPanel {
  const rows = facts.points(scope)
  return {
    areas: city.children(scope).map(({ code, name }) => {
      const { openNow: open, overdueNow: overdue } = facts.part(code).open('net')
      return { code, name, open, overdue, rate: ratio(overdue, open).value }
    }),
    points: { overdue: pointsOf(rows, 2), due_soon: pointsOf(rows, 1), open: pointsOf(rows, 0) },
    unplaced: rows.reduce((sum, row) => sum + (row.lon === null ? row.cases : 0), 0),
  }
}

function pointsOf(rows: readonly PointRow[], state: PointRow['state']): MapPoint[] {
  return rows.flatMap(row => row.state !== state || row.lon === null || row.lat === null
    ? []
    : [[rounded(row.lon), rounded(row.lat), row.cases]])
}

function rounded(degrees: number): number {
  return Math.round(degrees * PLACE_DIGITS) / PLACE_DIGITS
}
