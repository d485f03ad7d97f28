import type { Counting, MeasureName, MetricClock } from '../../contract/measures.ts'
import type { Durations } from './questions/durations.ts'
import type { StoredSums } from './questions/facts.ts'
import type { OpenCounts, OpenLoad } from './questions/open-load.ts'
import { columnOf } from './measure-columns.ts'

const HOUR_MS = 3_600_000

/** What the questions found about one scope; 0 where nothing was found. */
export interface ScopeFacts {
  /** Sum of a measure over the cases that the clock puts into window `w`. */
  sum: (clock: MetricClock, measure: MeasureName, w: number, counting: Counting) => number
  quantile: Durations
  /** What is open now. */
  open: (counting: Counting) => OpenCounts
}

/** Where the parts of ScopeFacts come from. */
export interface FactSources {
  stored: StoredSums
  quantile: Durations
  open: OpenLoad
}

/** Puts stored sums and what time alone changes together. */
export function scopeFacts({ stored, quantile, open }: FactSources): ScopeFacts {
  return {
    quantile,
    open,
    sum(clock, measure, w, counting) {
      if (clock === 'now')
        return measure === 'overdue' ? open(counting).overdueNow : open(counting).openNow
      const column = columnOf(measure)
      if (column === null)
        return open(counting).overdue[w] ?? 0
      const sum = stored(clock, column, w, counting)
      return measure === 'hours_to_close' ? sum / HOUR_MS : sum
    },
  }
}
