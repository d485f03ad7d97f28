/** Round numbers from 0 to at least `highest`, some four of them. */
export function linearTicks(highest: number): number[] {
  if (!(highest > 0))
    return [0, 1]
  const rough = highest / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(one => one >= rough)!
  const count = Math.ceil(highest / step - 1e-9)
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)))
}

const MANY = 8

/** Round numbers around a range of positive numbers: 1, 2, 5, 10, … or powers of ten alone. */
export function logTicks(lowest: number, highest: number): number[] {
  const dense = ticksBetween([1, 2, 5], lowest, highest)
  return dense.length <= MANY ? dense : ticksBetween([1], lowest, highest)
}

function ticksBetween(steps: readonly number[], lowest: number, highest: number): number[] {
  const from = Math.floor(Math.log10(lowest))
  const to = Math.ceil(Math.log10(Math.max(highest, lowest * 2)))
  const all = Array.from({ length: to - from + 1 }, (_, i) => steps.map(step =>
    Number((step * 10 ** (from + i)).toPrecision(6)))).flat()
  const first = all.findLastIndex(tick => tick <= lowest)
  const last = all.findIndex(tick => tick >= highest && tick > lowest)
  return all.slice(first, last + 1)
}
