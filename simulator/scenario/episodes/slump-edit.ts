import type { GeneratedEvent } from '../../generate/generated-event.ts'
import type { Random } from '../../generate/random.ts'
import { toAttributes } from '../../delivery/compact-event.ts'

/** A review that turns bad, in `share` of the cases; the others and invalid ones stay. */
export function slumpReview(event: GeneratedEvent, share: number, random: Random): GeneratedEvent {
  if (event.type !== 'reviewed' || !random.chance(share))
    return event
  const review = JSON.parse(`{${event.attributes.slice(1)}}`) as Record<string, unknown>
  if (review.valid !== true)
    return event
  const satisfaction = random.chance(0.35) ? 'very_dissatisfied' : 'dissatisfied'
  return {
    ...event,
    attributes: toAttributes({ ...review, solved: random.chance(0.35), satisfaction }),
  }
}
