import type { MetricSet, MetricValue } from '../../contract/metrics.ts'
import type { Closed } from './questions/closed.ts'
import type { Due } from './questions/due.ts'
import type { Reported } from './questions/reported.ts'
import type { Answers } from './questions/reviewed.ts'

/** What the questions found about one scope; absent where the scope has no rows. */
export interface ScopeFacts {
  reported: Reported | undefined
  due: Due | undefined
  closed: Closed | undefined
  answers: readonly Answers[]
}

/** Weight of "basically satisfied" in the satisfaction rate. */
export const BASICALLY_SATISFIED_WEIGHT = 0.9

/**
 * The nine metrics of one scope in window `w` of the moment. The clock of `open` and `overdue` is
 * now: no window narrows them.
 */
export function metricSet(facts: ScopeFacts, w: number): MetricSet {
  const reported = facts.reported?.cases[w] ?? 0
  const reportedClosed = facts.reported?.closed[w] ?? 0
  const closed = facts.closed?.cases[w] ?? 0
  return {
    reported: count(reported),
    closed: count(closed),
    open: count(facts.due?.openNow ?? 0),
    overdue: count(facts.due?.overdueNow ?? 0),
    closure: ratio(reportedClosed, reported),
    on_time: onTime(facts.due, w),
    satisfaction: satisfaction(facts.answers, answers => answers.reviews[w] ?? 0),
    hours_p50: duration(facts.closed?.p50[w] ?? null, closed),
    hours_p90: duration(facts.closed?.p90[w] ?? null, closed),
  }
}

export function ratio(numerator: number, denominator: number): MetricValue {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator }
}

/**
 * Closed at or before due / due in the window. An open case counts against once it is past due;
 * one that still has time is in neither.
 */
export function onTime(due: Due | undefined, w: number): MetricValue {
  const met = due?.onTime[w] ?? 0
  return ratio(met, met + (due?.late[w] ?? 0) + (due?.overdue[w] ?? 0))
}

/** (satisfied + 0.9 x basically satisfied) / valid reviews, `reviews` telling which to count. */
export function satisfaction(
  answers: readonly Answers[],
  reviews: (answers: Answers) => number,
): MetricValue {
  let weighted = 0
  let valid = 0
  for (const row of answers) {
    if (!row.valid)
      continue
    valid += reviews(row)
    weighted += reviews(row) * weightOf(row.answer)
  }
  // Tenths are exact here; sums of 0.9 in binary are not.
  return ratio(Math.round(weighted * 10) / 10, valid)
}

function weightOf(answer: string): number {
  switch (answer) {
    case 'very_satisfied':
    case 'satisfied': return 1
    case 'basically_satisfied': return BASICALLY_SATISFIED_WEIGHT
    default: return 0
  }
}

function count(cases: number): MetricValue {
  return { numerator: cases, denominator: null, value: cases }
}

function duration(hours: number | null, cases: number): MetricValue {
  return { numerator: null, denominator: cases, value: cases === 0 ? null : hours }
}
