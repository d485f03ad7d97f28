/** Where an axis of rates begins and ends and how far apart its lines are, ratios. */
export interface RateAxis { min: number, max: number, interval: number }

/** Share of the axis that the target's number needs for itself. */
const CLEAR_OF_TARGET = 0.17
/** Share of the axis between a curve and the axis' end: on the end it would look cut. */
const MARGIN = 0.01
/** The axes there are, shortest first: points between two lines, and how often. */
const AXES = [
  [1, 3],
  [1, 4],
  [2, 3],
  [2, 4],
  [5, 2],
  [5, 3],
  [5, 4],
  [10, 3],
  [10, 4],
  [25, 2],
  [20, 3],
  [25, 3],
  [20, 4],
  [25, 4],
] as const
const WHOLE: RateAxis = { min: 0, max: 1, interval: 0.25 }
/** Points that an axis spans at least: on a shorter one chance looks like a fall. */
const LEAST = { points: 3, far: 10 }

/**
 * The shortest axis with round lines that holds all rates and the target, with what it holds in
 * its middle. Its two ends are never so near the target that its number would have to stand for
 * theirs. The farther a target is from 100 %, the more a rate moves by chance, and the longer
 * the axis is at least.
 */
export function rateAxis(rates: readonly (number | null)[], target: number | null): RateAxis {
  const held = [...rates, target].flatMap(rate => rate === null ? [] : [rate * 100])
  if (held.length === 0)
    return WHOLE
  const [low, high] = [Math.min(...held), Math.max(...held)]
  const least = target === null
    ? LEAST.far
    : Math.min(LEAST.far, Math.max(LEAST.points, Math.round(100 - target * 100)))
  for (const [step, steps] of AXES) {
    const span = step * steps
    if (span < least)
      continue
    const begins = Array.from({ length: Math.floor((100 - span) / step) + 1 }, (_, i) => i * step)
      .filter(min => holds(min, min + span))
    const offCentre = (min: number) => Math.abs(2 * min + span - low - high)
    const [best] = begins.sort((a, b) => offCentre(a) - offCentre(b) || b - a)
    if (best !== undefined)
      return { min: best / 100, max: (best + span) / 100, interval: step / 100 }
  }
  return WHOLE

  function holds(min: number, max: number): boolean {
    const margin = MARGIN * (max - min)
    const axis = { min: min / 100, max: max / 100 }
    return (min === 0 || low >= min + margin)
      && (max === 100 || high <= max - margin)
      && (target === null || isClearOf(target, axis.min, axis))
      && (target === null || max === 100 || isClearOf(target, axis.max, axis))
  }
}

/** The target writes its own number in the margin: one of the axis too near would be struck. */
export function isClearOf(
  target: number,
  value: number,
  { min, max }: Pick<RateAxis, 'min' | 'max'>,
): boolean {
  return Math.abs(value - target) > CLEAR_OF_TARGET * (max - min)
}
