import type { MetricAnswer } from '../contract/metrics.ts'
import type { NamedWindow } from '../contract/windows.ts'
import type { Span } from './city-time.ts'
import type { Comparison } from './comparison.ts'
import type { Recount, WindowRecount } from './recount.ts'
import { definitionName } from '../contract/metric-definition.ts'
import { createComparison, describeSpan, describeValue, isSpan, sameValue } from './comparison.ts'

/**
 * Holds answers of `GET /api/v1/metrics` for a named window against the recount, each at its own
 * point of the ledger and its own moment. Moves the recount.
 */
export function compareMetrics(
  answers: readonly MetricAnswer[],
  window: NamedWindow,
  recount: Recount,
): Comparison {
  const comparison = createComparison('metrics')
  const { profile } = recount.rules
  const at = createPoints(window, recount)
  for (const answer of answers) {
    const { definition: what, scope, counting, aggregation } = answer
    const where = { what, scope, window, variant: `${counting} ${aggregation}` }
    const metric = profile.metrics.find(candidate => definitionName(candidate) === what)
    if (metric === undefined) {
      comparison.check(where, false, { theirs: what, ours: 'not defined' })
      continue
    }
    const { span, of } = at(answer)
    const ours = of(metric, scope, answer)
    const sameSpan = isSpan(answer, span)
    comparison.check(where, sameSpan && sameValue(metric, answer, ours), {
      theirs: `${describeValue(answer)}${sameSpan ? '' : ` in ${answer.from} to ${answer.to}`}`,
      ours: `${describeValue(ours)}${sameSpan ? '' : ` in ${describeSpan(span)}`}`,
    })
  }
  return comparison
}

interface Point { span: Span, of: WindowRecount }

/** Answers of one request share their point of the ledger and their moment, and so the work. */
function createPoints(
  window: NamedWindow,
  recount: Recount,
): (answer: Pick<MetricAnswer, 'seq' | 'asOf'>) => Point {
  let last = ''
  let point: Point
  return ({ seq, asOf }) => {
    const key = `${seq} ${asOf}`
    if (key !== last) {
      recount.moveTo(seq)
      const now = Date.parse(asOf)
      const span = recount.rules.time.window(window, now)
      point = { span, of: recount.inWindow({ span, now }) }
      last = key
    }
    return point
  }
}
