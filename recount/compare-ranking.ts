import type { MetricDefinition } from '../contract/metric-definition.ts'
import type { CoreMetric, MetricValue } from '../contract/metrics.ts'
import type { RankedRegion, RankingPanel } from '../contract/panels/ranking.ts'
import type { Comparison } from './comparison.ts'
import type { CountedWindow, WindowQuestion } from './count-window.ts'
import type { FollowedCase } from './follow-case.ts'
import type { Recount } from './recount.ts'
import { definitionName } from '../contract/metric-definition.ts'
import { describeValue, same, sameValue } from './comparison.ts'
import { countWindow } from './count-window.ts'
import { metricOf, plainVariant } from './metric-values.ts'

const WINDOW = '30d'
const COUNTS = { reported: 'reported', closed: 'closed' } as const
const RATES = { closure: 'closure', onTime: 'on_time', satisfaction: 'satisfaction' } as const
/** Means are rates: equal to the millionth. */
const MEAN_ROUNDING = 1e-6

type Moment = Omit<WindowQuestion, 'counting'>

/** The rows of a scope's children, that of the cases in none of them, and the total row. */
export function compareRanking(
  { scope, asOf, panels }: { scope: string, asOf: string, panels: { ranking: RankingPanel } },
  recount: Recount,
  comparison: Comparison,
): void {
  const now = Date.parse(asOf)
  const moment = { span: recount.rules.time.window(WINDOW, now), now }
  const { rows, total } = panels.ranking
  const places = new Map(recount.rules.children(scope).map(code =>
    [code, recount.casesOf(code)]))
  if (places.size > 0)
    places.set(`${scope}/`, recount.directCasesOf(scope))
  for (const [code, cases] of places)
    compareRow(code, rows.find(row => row.code === code), cases, { recount, comparison, moment })
  for (const { code } of rows) {
    const where = { what: 'row', scope: code, window: WINDOW, variant: 'ranking' }
    comparison.check(where, places.has(code), { theirs: code, ours: 'not there' })
  }
  compareTotal(scope, total, { recount, comparison, moment })
}

interface Context { recount: Recount, comparison: Comparison, moment: Moment }

/** Without a row there must be nothing to show. */
function compareRow(
  code: string,
  row: RankedRegion | undefined,
  cases: readonly FollowedCase[],
  { recount, comparison: { check }, moment }: Context,
): void {
  const net = countWindow(cases, { ...moment, counting: 'net' })
  const all = countWindow(cases, { ...moment, counting: 'all' })
  const { profile: { metrics } } = recount.rules
  const place = { scope: code, window: WINDOW }
  const recounted = (metric: MetricDefinition): MetricValue =>
    metricOf(metric, metrics, plainVariant(metric).counting === 'all' ? all : net)
  for (const [key, id] of Object.entries(COUNTS)) {
    const metric = definitionOf(id, recount)
    const theirs = row?.[key as keyof typeof COUNTS] ?? 0
    const ours = recounted(metric).value ?? 0
    const what = definitionName(metric)
    check({ what, ...place, variant: 'ranking' }, same(theirs, ours, MEAN_ROUNDING), {
      theirs: String(theirs),
      ours: String(ours),
    })
  }
  for (const [key, id] of Object.entries(RATES)) {
    const metric = definitionOf(id, recount)
    const theirs = row?.[key as keyof typeof RATES]
    const ours = recounted(metric)
    const isSame = theirs === undefined ? ours.value === null : sameValue(metric, theirs, ours)
    check({ what: definitionName(metric), ...place, variant: 'ranking' }, isSame, {
      theirs: theirs === undefined ? 'no row' : describeValue(theirs),
      ours: describeValue(ours),
    })
  }
  compareOpen(row, net, measure => ({ what: measure, ...place, variant: 'ranking' }), check)
}

function compareOpen(
  row: RankedRegion | undefined,
  net: CountedWindow,
  where: (measure: string) => Parameters<Comparison['check']>[0],
  check: Comparison['check'],
): void {
  for (const measure of ['open', 'overdue'] as const) {
    const theirs = row?.[measure] ?? 0
    const ours = net.sum('now', measure)
    check(where(measure), theirs === ours, { theirs: String(theirs), ours: String(ours) })
  }
}

/** Both ways of counting side by side, and the mean of the children. */
function compareTotal(
  scope: string,
  total: RankingPanel['total'],
  { recount, comparison: { check }, moment }: Context,
): void {
  const of = recount.inWindow(moment)
  for (const [key, id] of Object.entries(RATES)) {
    const metric = definitionOf(id, recount)
    const what = definitionName(metric)
    const shown = total[key as keyof typeof RATES]
    for (const counting of ['net', 'all'] as const) {
      const ours = of(metric, scope, { counting, aggregation: 'pooled' })
      const where = { what, scope, window: WINDOW, variant: `${counting} pooled, total row` }
      check(where, sameValue(metric, shown[counting], ours), {
        theirs: describeValue(shown[counting]),
        ours: describeValue(ours),
      })
    }
    const { counting } = plainVariant(metric)
    const { value } = of(metric, scope, { counting, aggregation: 'mean' })
    const where = { what, scope, window: WINDOW, variant: `${counting} mean, total row` }
    check(where, same(shown.mean, value, MEAN_ROUNDING), {
      theirs: String(shown.mean),
      ours: String(value),
    })
  }
}

function definitionOf(id: CoreMetric, { rules }: Recount): MetricDefinition {
  const metric = rules.profile.metrics.find(candidate => candidate.id === id)
  if (metric === undefined)
    throw new Error(`the profile does not define '${id}', which every profile must`)
  return metric
}
