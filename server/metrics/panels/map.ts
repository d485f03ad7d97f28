import type { City } from '../../../city/city.ts'
import type { MapPanel, MapPoint } from '../../../contract/panels/map.ts'
import type { PointRow } from '../questions/points.ts'
import type { PanelFacts } from '../tick-facts.ts'
import { ratio } from '../evaluate.ts'
import { cellDegrees } from '../map-cells.ts'

export function mapPanel(scope: string, facts: PanelFacts, city: City): MapPanel {
  const rows = facts.points(scope)
  return {
    areas: city.children(scope).map(({ code, name }) => {
      const { open, overdue } = facts.unit(code)
      return { code, name, open, overdue, rate: ratio(overdue, open).value }
    }),
    cell: cellDegrees(scope, city),
    points: {
      overdue: pointsOf(rows, 2),
      due_soon: pointsOf(rows, 1),
      open: pointsOf(rows, 0),
    },
    unplaced: rows.reduce((sum, row) => sum + (row.point === null ? row.cases : 0), 0),
  }
}

function pointsOf(rows: readonly PointRow[], state: PointRow['state']): MapPoint[] {
  return rows.flatMap(row => row.state === state && row.point !== null ? [row.point] : [])
}
