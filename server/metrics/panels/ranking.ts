import type { City } from '../../../city/city.ts'
import type { RankedRegion, RankingPanel } from '../../../contract/panels/ranking.ts'
import type { TickFacts } from '../tick-facts.ts'
import { WINDOWS } from '../../../contract/windows.ts'
import { directScope } from '../../direct-scope.ts'
import { metricSet } from '../metric-value.ts'

const LAST_30 = WINDOWS.indexOf('30d')

export function rankingPanel(scope: string, facts: TickFacts, city: City): RankingPanel {
  const children = city.children(scope)
  const rows = children.map(child => toRow(child.code, child.name, false, facts))
  const own = toRow(directScope(scope), city.regions.get(scope)?.name ?? scope, true, facts)
  if (children.length > 0 && isCounted(own))
    rows.push(own)
  return {
    window: '30d',
    by: 'on_time',
    level: children[0]?.level ?? null,
    rows: rank(rows),
  }
}

function toRow(code: string, name: string, direct: boolean, facts: TickFacts): RankedRegion {
  const found = facts.scope(code)
  const metrics = metricSet(found, LAST_30)
  return {
    code,
    name,
    rank: null,
    direct,
    reported: metrics.reported.value ?? 0,
    closed: metrics.closed.value ?? 0,
    open: found.due?.openNow ?? 0,
    overdue: found.due?.overdueNow ?? 0,
    closure: metrics.closure,
    onTime: metrics.on_time,
    satisfaction: metrics.satisfaction,
  }
}

/** Also where only a rate has something of it: the rows' numerators sum to the scope's too. */
function isCounted(row: RankedRegion): boolean {
  const { reported, closed, open, overdue, onTime, satisfaction } = row
  const counts = [reported, closed, open, overdue, onTime.denominator, satisfaction.denominator]
  return counts.some(count => count !== null && count > 0)
}

/** Best first, equal rates share a rank, those without a rate last and unranked. */
function rank(rows: RankedRegion[]): RankedRegion[] {
  const rated = rows.filter(row => row.onTime.value !== null && !row.direct)
    .sort((a, b) => b.onTime.value! - a.onTime.value! || a.overdue - b.overdue
      || a.code.localeCompare(b.code))
  rated.forEach((row, i) => {
    const better = rated[i - 1]
    row.rank = better?.onTime.value === row.onTime.value ? better.rank : i + 1
  })
  return [...rated, ...rows.filter(row => row.onTime.value === null || row.direct)]
}
