import type { MetricDefinition } from '../../../contract/metric-definition.ts'
import type { ProofCase, ToldOfCase } from '../../../contract/proof.ts'
import type { Calendar } from '../../calendar.ts'
import type { ToldRow } from '../questions/proof-cases.ts'
import type { ListedCase } from './ask-proof.ts'
import { toCaseSummary } from '../case-row.ts'

/** A case of a part as the answer tells it. */
export function toProofCase(
  { row, place, weight, terms, told }: ListedCase,
  metric: MetricDefinition,
  calendar: Calendar,
): ProofCase {
  const summary = toCaseSummary(row, calendar)
  const now = metric.kind !== 'quantile' && metric.kind !== 'score' && metric.clock === 'now'
  const countedAt = metric.kind === 'quantile'
    ? summary.closedAt
    : now ? null : calendar.format(told?.toMs ?? place.key)
  return { ...summary, countedAt, weight, terms, told: told && toToldOfCase(told, calendar) }
}

function toToldOfCase({ fromMs, toMs, count, events }: ToldRow, calendar: Calendar): ToldOfCase {
  return {
    from: calendar.format(fromMs),
    to: calendar.format(toMs),
    milliseconds: Math.max(0, toMs - fromMs),
    count,
    events: events.map(([seq, type, atMs]) => ({ seq, type, at: calendar.format(atMs) })),
  }
}
