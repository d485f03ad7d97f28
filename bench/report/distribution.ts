import { build } from 'hdr-histogram-js'

/** Times longer than this are recorded as this. */
const LONGEST_MS = 600_000
const MICROS = 1000

export interface Distribution { count: number, p50: number, p99: number, max: number }

/** Percentiles of times in milliseconds, to three significant digits. */
export function toDistribution(timesMs: Iterable<number>): Distribution {
  const histogram = build({
    bitBucketSize: 32,
    highestTrackableValue: LONGEST_MS * MICROS,
    numberOfSignificantValueDigits: 3,
  })
  for (const ms of timesMs)
    histogram.recordValue(Math.round(Math.min(Math.max(ms, 0), LONGEST_MS) * MICROS))
  const at = (percentile: number): number =>
    histogram.totalCount === 0
      ? Number.NaN
      : histogram.getValueAtPercentile(percentile) / MICROS
  return { count: histogram.totalCount, p50: at(50), p99: at(99), max: at(100) }
}
