import type { City } from '../../../city/city.ts'
import type { MapPanel } from '../../../contract/panels/map.ts'
import type { TickFacts } from '../tick-facts.ts'
import { ratio } from '../evaluate.ts'

const STATES = ['open', 'due_soon', 'overdue'] as const
/** Places are rounded to about ten metres: the wall draws no finer. */
const PLACE_DIGITS = 1e4

export function mapPanel(scope: string, facts: TickFacts, city: City): MapPanel {
  const rows = facts.points(scope)
  return {
    areas: city.children(scope).map(({ code, name }) => {
      const { openNow: open, overdueNow: overdue } = facts.part(code).open('net')
      return { code, name, open, overdue, rate: ratio(overdue, open).value }
    }),
    points: rows.flatMap(({ lon, lat, cases, state }) => lon === null || lat === null
      ? []
      : [{
          lon: Math.round(lon * PLACE_DIGITS) / PLACE_DIGITS,
          lat: Math.round(lat * PLACE_DIGITS) / PLACE_DIGITS,
          n: cases,
          state: STATES[state],
        }]),
    unplaced: rows.reduce((sum, row) => sum + (row.lon === null ? row.cases : 0), 0),
  }
}
