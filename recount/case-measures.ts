import type { SatisfactionAnswer } from '../contract/case-event.ts'
import type { MeasureName, MetricClock } from '../contract/measures.ts'
import type { FollowedCase } from './follow-case.ts'

const HOUR_MS = 3_600_000

/** The time by which a clock puts a case into a window; null: into none. */
export const CLOCK_TIMES: Record<
  Exclude<MetricClock, 'now'>,
  (one: FollowedCase) => number | null
> = {
  reported: one => one.reported,
  dispatched: one => one.dispatched,
  due: one => one.due,
  closed: one => one.lastClosed,
  reviewed: one => one.review === null ? null : one.review.at,
}

/** The facts of one case at the moment `now`: whether, or how many hours. */
export const CASE_MEASURES: Record<
  MeasureName,
  (one: FollowedCase, now: number) => boolean | number
> = {
  cases: () => true,
  open: one => one.closed === null,
  closed: one => one.closed !== null,
  overdue: (one, now) => one.closed === null && one.due !== null && one.due < now,
  with_due: one => one.due !== null,
  closed_with_due: one => one.closed !== null && one.due !== null,
  closed_on_time: one => one.closed !== null && one.due !== null && one.closed <= one.due,
  ever_closed: one => one.lastClosed !== null,
  reopened: one => one.reopened,
  urged: one => one.urged > 0,
  dispatched: one => one.dispatched !== null,
  accepted_in_time: one => one.acceptedInTime,
  reviewed: one => one.review !== null,
  valid_reviews: isValid,
  contacted: one => isValid(one) && one.review!.contacted,
  solved: one => isValid(one) && one.review!.solved,
  very_satisfied: answers('very_satisfied'),
  satisfied: answers('satisfied'),
  basically_satisfied: answers('basically_satisfied'),
  dissatisfied: answers('dissatisfied'),
  very_dissatisfied: answers('very_dissatisfied'),
  hours_to_close: one => one.closed === null ? 0 : (one.closed - one.reported) / HOUR_MS,
}

function isValid({ review }: FollowedCase): boolean {
  return review !== null && review.valid
}

function answers(answer: SatisfactionAnswer): (one: FollowedCase) => boolean {
  return one => isValid(one) && one.review!.answer === answer
}
