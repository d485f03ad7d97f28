import type { City } from '../../../city/city.ts'
import type { Counting } from '../../../contract/measures.ts'
import type { CoreMetric, MetricValue } from '../../../contract/metrics.ts'
import type { RankedRegion, RankingPanel, RateTotal } from '../../../contract/panels/ranking.ts'
import type { TickFacts } from '../tick-facts.ts'
import { WINDOWS } from '../../../contract/windows.ts'
import { directScope } from '../../direct-scope.ts'
import { coreMetric, definitionOf, evaluate, meanOfUnits, ownVariant } from '../evaluate.ts'

const LAST_30 = WINDOWS.indexOf('30d')

export function rankingPanel(scope: string, facts: TickFacts, city: City): RankingPanel {
  const children = city.children(scope)
  const rows = children.map(child => toRow(child.code, child.name, false, facts, city))
  if (children.length > 0) {
    const name = city.regions.get(scope)?.name ?? scope
    const own = toRow(directScope(scope), name, true, facts, city)
    if (isCounted(own))
      rows.push(own)
  }
  return {
    window: '30d',
    by: 'on_time',
    level: children[0]?.level ?? null,
    rows: rank(rows),
    total: {
      closure: totalOf('closure', scope, facts, city),
      onTime: totalOf('on_time', scope, facts, city),
      satisfaction: totalOf('satisfaction', scope, facts, city),
    },
  }
}

/** The scope's own rate the ways it is asked for in practice. */
function totalOf(id: CoreMetric, scope: string, facts: TickFacts, city: City): RateTotal {
  const metric = definitionOf(id, city.metrics)
  const pooled = (counting: Counting): MetricValue =>
    evaluate(metric, city.metrics, facts.scope(scope), LAST_30, counting)
  const units = city.children(scope).map(({ code }) =>
    evaluate(metric, city.metrics, facts.part(code), 0, ownVariant(metric).counting))
  return { net: pooled('net'), all: pooled('all'), mean: meanOfUnits(units).value }
}

function toRow(
  code: string,
  name: string,
  direct: boolean,
  facts: TickFacts,
  city: City,
): RankedRegion {
  const found = facts.part(code)
  const metric = (id: CoreMetric): MetricValue => coreMetric(id, city.metrics, found, 0)
  const { openNow, overdueNow } = found.open('net')
  return {
    code,
    name,
    rank: null,
    direct,
    reported: metric('reported').value ?? 0,
    closed: metric('closed').value ?? 0,
    open: openNow,
    overdue: overdueNow,
    closure: metric('closure'),
    onTime: metric('on_time'),
    satisfaction: metric('satisfaction'),
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
