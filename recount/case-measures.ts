import type { SatisfactionAnswer } from '../contract/case-event.ts'
import type { MeasureName, MetricClock } from '../contract/measures.ts'
import type { FollowedCase } from './follow-case.ts'

const HOUR_MS = 3_600_000

/** The time by which a clock puts a case into a window; null: into none. */
export function timeBy(clock: Exclude<MetricClock, 'now'>, one: FollowedCase): number | null {
  switch (clock) {
    case 'reported': return one.reported
    case 'dispatched': return one.dispatched
    case 'due': return one.due
    case 'closed': return one.lastClosed
    case 'reviewed': return one.review?.at ?? null
  }
}

/** A fact of one case at the moment `now`: 0 or 1, or hours. */
export function measure(name: MeasureName, one: FollowedCase, now: number): number {
  if (name === 'hours_to_close')
    return one.closed === null ? 0 : (one.closed - one.reported) / HOUR_MS
  return holds(name, one, now) ? 1 : 0
}

function holds(
  name: Exclude<MeasureName, 'hours_to_close'>,
  one: FollowedCase,
  now: number,
): boolean {
  const { closed, due, review } = one
  switch (name) {
    case 'cases': return true
    case 'open': return closed === null
    case 'closed': return closed !== null
    case 'overdue': return closed === null && due !== null && due < now
    case 'with_due': return due !== null
    case 'closed_with_due': return closed !== null && due !== null
    case 'closed_on_time': return closed !== null && due !== null && closed <= due
    case 'ever_closed': return one.lastClosed !== null
    case 'reopened': return one.reopened
    case 'urged': return one.urged > 0
    case 'dispatched': return one.dispatched !== null
    case 'accepted_in_time': return one.acceptedInTime
    case 'reviewed': return review !== null
    case 'valid_reviews': return review !== null && review.valid
    case 'contacted': return review !== null && review.valid && review.contacted
    case 'solved': return review !== null && review.valid && review.solved
    case 'very_satisfied':
    case 'satisfied':
    case 'basically_satisfied':
    case 'dissatisfied':
    case 'very_dissatisfied': return answers(one, name)
  }
}

function answers({ review }: FollowedCase, answer: SatisfactionAnswer): boolean {
  return review !== null && review.valid && review.answer === answer
}
