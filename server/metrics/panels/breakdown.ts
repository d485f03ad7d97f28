import type { City } from '../../../city/city.ts'
import type { BreakdownPanel } from '../../../contract/panels/breakdown.ts'
import type { FacetRow } from '../questions/breakdown.ts'

type Row = BreakdownPanel['rows'][number]

/** The locality's own list added up to the profile's top-level categories. */
export function categoriesPanel(rows: readonly FacetRow[], city: City): BreakdownPanel {
  const tops = [...city.categories.values()].filter(category => category.parent === null)
  return toPanel(tops, rows.filter(row => row.facet === 'category'), key =>
    city.categories.has(key) ? city.rootCategory(key) : key)
}

export function channelsPanel(rows: readonly FacetRow[], city: City): BreakdownPanel {
  return toPanel([...city.channels.values()], rows.filter(row => row.facet === 'channel'), key => key)
}

function toPanel(
  named: readonly { code: string, name: string }[],
  rows: readonly FacetRow[],
  groupOf: (key: string) => string,
): BreakdownPanel {
  const groups = new Map<string, Row>(named.map(({ code, name }) =>
    [code, { code, name, today: 0, yesterday: 0, last30: 0, closed30: 0 }]))
  for (const row of rows) {
    const code = groupOf(row.key)
    const group = groups.get(code)
      ?? { code, name: code, today: 0, yesterday: 0, last30: 0, closed30: 0 }
    group.today += row.today
    group.yesterday += row.yesterday
    group.last30 += row.last30
    group.closed30 += row.closed30
    groups.set(code, group)
  }
  return { rows: [...groups.values()].sort((a, b) => b.last30 - a.last30) }
}
