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

/** Powers of ten around a range of positive numbers, at least two. */
export function logTicks(lowest: number, highest: number): number[] {
  const from = Math.floor(Math.log10(lowest))
  const to = Math.max(from + 1, Math.ceil(Math.log10(highest)))
  return Array.from({ length: to - from + 1 }, (_, i) => Number((10 ** (from + i)).toPrecision(6)))
}
