import type { City } from '../../../city/city.ts'
import type { MapPanel, MapPoint } from '../../../contract/panels/map.ts'
import type { PointRow } from '../questions/points.ts'
import type { TickFacts } from '../tick-facts.ts'
import { ratio } from '../evaluate.ts'
import { cellDegrees, roundedWithin } from '../map-cells.ts'

export function mapPanel(scope: string, facts: TickFacts, city: City): MapPanel {
  const rows = facts.points(scope)
  const cell = cellDegrees(scope, city)
  return {
    areas: city.children(scope).map(({ code, name }) => {
      const { openNow: open, overdueNow: overdue } = facts.part(code).open('net')
      return { code, name, open, overdue, rate: ratio(overdue, open).value }
    }),
    cell,
    points: {
      overdue: pointsOf(rows, 2, cell),
      due_soon: pointsOf(rows, 1, cell),
      open: pointsOf(rows, 0, cell),
    },
    unplaced: rows.reduce((sum, row) => sum + (row.lon === null ? row.cases : 0), 0),
  }
}

function pointsOf(
  rows: readonly PointRow[],
  state: PointRow['state'],
  cell: number,
): MapPoint[] {
  return rows.flatMap(({ lon, lat, x, y, ...row }) =>
    row.state !== state || lon === null || lat === null || x === null || y === null
      ? []
      : [[roundedWithin(lon, x, cell), roundedWithin(lat, y, cell), row.cases]])
}
