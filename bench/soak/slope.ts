const HOUR_SECONDS = 3600

/** How much a value grows in an hour, by least squares; NaN of fewer than two moments. */
export function slopePerHour(
  points: readonly (readonly [second: number, value: number])[],
): number {
  const mean = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [middle, level] = [mean(([second]) => second), mean(([, value]) => value)]
  const both = mean(([second, value]) => (second - middle) * (value - level))
  const spread = mean(([second]) => (second - middle) ** 2)
  return spread > 0 ? both / spread * HOUR_SECONDS : Number.NaN
}
