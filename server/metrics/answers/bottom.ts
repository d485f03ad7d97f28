import type { City } from '../../../city/city.ts'
import type { BottomBody } from '../../../contract/answers/bottom.ts'
import type { Region } from '../../../contract/profile.ts'
import type { AnswerQuestion } from './question.ts'
import { DEFAULT_SMALLEST_N } from '../../../contract/metric-definition.ts'
import { definitionOf, evaluate } from '../evaluate.ts'
import { rankedWindow } from '../moment.ts'
import { ranksOf } from '../ranks.ts'
import { askWindows } from '../window-facts.ts'

const ROWS = 50

/** Satisfaction of every lowest scope below the scope, the worst fifty of those with enough n. */
export async function askBottom(question: AnswerQuestion): Promise<BottomBody> {
  const { database, city, moment, scope } = question
  const metric = definitionOf('satisfaction', city.metrics)
  const smallestN = metric.kind === 'ratio' ? metric.smallestN ?? DEFAULT_SMALLEST_N : DEFAULT_SMALLEST_N
  const units = lowestScopes(scope, city)
  const facts = await askWindows(
    { database, moment, scopes: units.map(({ code }) => code), metrics: [metric] },
    [rankedWindow(moment)],
  )
  const found = units.map(unit =>
    ({ unit, satisfaction: evaluate(metric, city.metrics, facts(unit.code), 0, 'net') }))
  const reviewed = found.filter(({ satisfaction }) => (satisfaction.denominator ?? 0) > 0)
  const ranked = reviewed
    .filter(({ satisfaction }) => (satisfaction.denominator ?? 0) >= smallestN)
    .sort((a, b) => a.satisfaction.value! - b.satisfaction.value!
      || b.satisfaction.denominator! - a.satisfaction.denominator!)
  const ranks = ranksOf(ranked.map(({ satisfaction }) => satisfaction.value), 'higher')
  return {
    window: '30d',
    level: units[0]?.level ?? null,
    ranked: ranked.length,
    few: reviewed.length - ranked.length,
    smallestN,
    rows: ranked.slice(0, ROWS).map(({ unit, satisfaction }, i) => ({
      code: unit.code,
      name: unit.name,
      above: city.regions.get(unit.parent ?? '')?.name ?? '',
      rank: ranks[i]!,
      satisfaction,
    })),
  }
}

/** Scopes below `scope` that have none below themselves. */
export function lowestScopes(scope: string, city: City): Region[] {
  return city.children(scope).flatMap((child) => {
    const below = lowestScopes(child.code, city)
    return below.length === 0 ? [child] : below
  })
}
