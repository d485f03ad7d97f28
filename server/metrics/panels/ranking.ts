import type { City } from '../../../city/city.ts'
import type { Counting } from '../../../contract/measures.ts'
import type { CoreMetric, MetricValue } from '../../../contract/metrics.ts'
import type { RankedRegion, RankingPanel, RateTotal } from '../../../contract/panels/ranking.ts'
import type { ScopeFacts } from '../scope-facts.ts'
import type { PanelFacts } from '../tick-facts.ts'
import type { UnitFigures } from '../unit-figures.ts'
import { WINDOWS } from '../../../contract/windows.ts'
import { directScope } from '../../direct-scope.ts'
import { definitionOf, evaluate, meanOfUnits } from '../evaluate.ts'
import { ranksOf } from '../ranks.ts'

const LAST_30 = WINDOWS.indexOf('30d')

export function rankingPanel(scope: string, facts: PanelFacts, city: City): RankingPanel {
  const own = facts.scope(scope)
  const children = city.children(scope)
  const units = children.map(({ code }) => facts.unit(code))
  const rows = children.map(({ code, name }, i) => toRow(code, name, false, units[i]!))
  if (children.length > 0) {
    const name = city.regions.get(scope)?.name ?? scope
    const direct = toRow(directScope(scope), name, true, facts.unit(directScope(scope)))
    if (isCounted(direct))
      rows.push(direct)
  }
  return {
    window: '30d',
    by: 'on_time',
    level: children[0]?.level ?? null,
    rows: rank(rows),
    total: {
      closure: totalOf('closure', own, city, units.map(({ closure }) => closure)),
      onTime: totalOf('on_time', own, city, units.map(({ onTime }) => onTime)),
      satisfaction: totalOf('satisfaction', own, city, units.map(({ satisfaction }) => satisfaction)),
    },
  }
}

/** The scope's own rate the ways it is asked for in practice. */
function totalOf(
  id: CoreMetric,
  own: ScopeFacts,
  { metrics }: City,
  units: readonly MetricValue[],
): RateTotal {
  const metric = definitionOf(id, metrics)
  const pooled = (counting: Counting): MetricValue =>
    evaluate(metric, metrics, own, LAST_30, counting)
  return { net: pooled('net'), all: pooled('all'), mean: meanOfUnits(units).value }
}

function toRow(code: string, name: string, direct: boolean, figures: UnitFigures): RankedRegion {
  return { code, name, rank: null, direct, ...figures }
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
  const ranks = ranksOf(rated.map(row => row.onTime.value), 'higher')
  rated.forEach((row, i) => {
    row.rank = ranks[i] ?? null
  })
  return [...rated, ...rows.filter(row => row.onTime.value === null || row.direct)]
}
