import type { Histogram } from 'hdr-histogram-js'
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from 'hdr-histogram-js'

/** Times longer than this are recorded as this. */
const LONGEST_MS = 600_000
const MICROS = 1000
const RECORDABLE = { bitBucketSize: 32, highestTrackableValue: LONGEST_MS * MICROS } as const
const FINE_DIGITS = 3
const COARSE_DIGITS = 2

/** Of times in milliseconds; percentiles are null where there was nothing to measure. */
export interface WaitSummary {
  count: number
  mean: number | null
  p50: number | null
  p90: number | null
  p99: number | null
  p999: number | null
  max: number | null
}

/** Of one second of the run. */
export interface WaitSecond { second: number, count: number, p50: number, p99: number }

/** Recorded times as they travel between processes: HDR histograms, packed. */
export interface PackedWaits { all: string, seconds: [second: number, packed: string][] }

/** HDR histograms of waiting times: of the whole run, of every second, and since the last look. */
export interface WaitTimes {
  /** `second` of the run in which the waiting began. */
  record: (ms: number, second: number) => void
  /** What came since the last call. */
  takeLast: () => WaitSummary
  /** @param from first second of the run that is packed; 0: all that was recorded */
  pack: (from?: number) => PackedWaits
  addPacked: (packed: PackedWaits) => void
  summary: () => WaitSummary
  seconds: () => WaitSecond[]
  /** The time that `percent` of all lie below, milliseconds; null of none. */
  at: (percent: number) => number | null
}

export function createWaitTimes(): WaitTimes {
  const all = newHistogram(FINE_DIGITS)
  const last = newHistogram(COARSE_DIGITS)
  const bySecond = new Map<number, Histogram>()

  function secondOf(second: number): Histogram {
    let found = bySecond.get(second)
    if (found === undefined)
      bySecond.set(second, found = newHistogram(COARSE_DIGITS))
    return found
  }

  return {
    record(ms, second) {
      const micros = Math.round(Math.min(Math.max(ms, 0), LONGEST_MS) * MICROS)
      all.recordValue(micros)
      last.recordValue(micros)
      secondOf(second).recordValue(micros)
    },
    takeLast() {
      const summary = summarise(last)
      last.reset()
      return summary
    },
    pack(from = 0) {
      const seconds = [...bySecond].filter(([second]) => second >= from)
      return {
        all: encodeIntoCompressedBase64(from === 0 ? all : sumOf(seconds.map(([, one]) => one))),
        seconds: seconds.map(([second, one]) => [second, encodeIntoCompressedBase64(one)]),
      }
    },
    addPacked(packed) {
      all.add(decodeFromCompressedBase64(packed.all))
      for (const [second, text] of packed.seconds)
        secondOf(second).add(decodeFromCompressedBase64(text))
    },
    summary: () => summarise(all),
    seconds: () => Array.from(bySecond, ([second, histogram]) => ({
      second,
      count: histogram.totalCount,
      p50: at(histogram, 50)!,
      p99: at(histogram, 99)!,
    })).sort((a, b) => a.second - b.second),
    at: percent => at(all, percent),
  }
}

function newHistogram(numberOfSignificantValueDigits: 2 | 3): Histogram {
  return build({ ...RECORDABLE, numberOfSignificantValueDigits })
}

function sumOf(histograms: readonly Histogram[]): Histogram {
  const sum = newHistogram(COARSE_DIGITS)
  histograms.forEach(histogram => sum.add(histogram))
  return sum
}

function at(histogram: Histogram, percent: number): number | null {
  return histogram.totalCount === 0 ? null : histogram.getValueAtPercentile(percent) / MICROS
}

function summarise(histogram: Histogram): WaitSummary {
  const { totalCount: count } = histogram
  return {
    count,
    mean: count === 0 ? null : histogram.mean / MICROS,
    p50: at(histogram, 50),
    p90: at(histogram, 90),
    p99: at(histogram, 99),
    p999: at(histogram, 99.9),
    max: at(histogram, 100),
  }
}
