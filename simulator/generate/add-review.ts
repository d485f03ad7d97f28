import type { SatisfactionAnswer } from '../../contract/case-event.ts'
import type { CaseLife } from './case-life.ts'
import type { Random } from './random.ts'
import type { Shapes } from './shapes-file.ts'
import type { Weighted } from './weighted.ts'

const HOUR_MS = 3_600_000
const UNHAPPY: readonly string[] = ['dissatisfied', 'very_dissatisfied']

/** Adds the review of a closed case, where it gets one. A late case pleases less. */
export function addReview(
  life: CaseLife,
  closed: number,
  late: boolean,
  shapes: Shapes,
  answers: Weighted<{ answer: SatisfactionAnswer }>,
  random: Random,
): void {
  if (!random.chance(shapes.shares.reviewed))
    return
  const at = closed + random.logNormal(shapes.times.reviewedHours * HOUR_MS, 0.5)
  if (random.chance(shapes.shares.reviewInvalid)) {
    life.add('reviewed', at, { contacted: false, valid: false })
    return
  }
  const { answer } = answers.pick(random)
  const satisfaction = late && random.chance(0.3) ? 'dissatisfied' : answer
  const solved = random.chance(UNHAPPY.includes(satisfaction) ? 0.35 : 0.97)
  life.add('reviewed', at, { contacted: random.chance(0.99), solved, satisfaction, valid: true })
}
