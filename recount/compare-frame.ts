import type { Frame } from '../contract/frame.ts'
import type { Comparison } from './comparison.ts'
import type { Recount } from './recount.ts'
import { definitionName } from '../contract/metric-definition.ts'
import { WINDOWS } from '../contract/windows.ts'
import { compareRanking } from './compare-ranking.ts'
import { createComparison, describeSpan, describeValue, isSpan, sameValue } from './comparison.ts'
import { plainVariant } from './metric-values.ts'

/** The part of a frame that holds metrics. */
export type ComparedFrame = Pick<Frame, 'scope' | 'seq' | 'asOf'>
  & { panels: Pick<Frame['panels'], 'summary' | 'ranking'> }

/**
 * Holds what a frame shows against the recount at the frame's own point of the ledger: its metrics
 * in every window, the rows of its ranking and their totals. Moves the recount.
 */
export function compareFrame(frame: ComparedFrame, recount: Recount): Comparison {
  const comparison = createComparison(`frame of ${frame.scope}`)
  recount.moveTo(frame.seq)
  compareSummary(frame, recount, comparison)
  compareRanking(frame, recount, comparison)
  return comparison
}

function compareSummary(
  { scope, asOf, panels: { summary } }: ComparedFrame,
  recount: Recount,
  { check }: Comparison,
): void {
  const now = Date.parse(asOf)
  const { profile: { metrics }, time } = recount.rules
  for (const window of WINDOWS) {
    const span = time.window(window, now)
    const { interval, metrics: shown } = summary.windows[window]
    const of = recount.inWindow({ span, now })
    check({ what: 'interval', scope, window, variant: '' }, isSpan(interval, span), {
      theirs: `${interval.from} to ${interval.to}`,
      ours: describeSpan(span),
    })
    for (const metric of metrics) {
      // A frame shows the scope's own, pooled, whatever the total row of a list is made of.
      const { counting } = plainVariant(metric)
      const theirs = shown[metric.id]
      const ours = of(metric, scope, { counting, aggregation: 'pooled' })
      const what = definitionName(metric)
      const isSame = theirs !== undefined && sameValue(metric, theirs, ours)
      check({ what, scope, window, variant: `${counting} pooled` }, isSame, {
        theirs: theirs === undefined ? 'not there' : describeValue(theirs),
        ours: describeValue(ours),
      })
    }
  }
}
