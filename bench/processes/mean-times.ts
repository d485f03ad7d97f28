import type { Figure } from '../report/figure.ts'
import { readSeries } from './read-series.ts'

/** Sums and counts of the server's histograms at one moment. */
export type Series = ReadonlyMap<string, number>

const HISTOGRAMS = [
  { name: 'a load into ClickHouse, mean', sum: 'gridwall_load_seconds_sum', count: 'gridwall_load_seconds_count' },
  {
    name: 'a tick, mean',
    sum: 'gridwall_tick_seconds_sum{result="ok"}',
    count: 'gridwall_tick_seconds_count{result="ok"}',
  },
]

/** How long the server's loads and ticks took since `before`, by its own measurement. */
export async function readMeanTimes(url: string, before: Series): Promise<Figure[]> {
  const after = await readSeries(url)
  const grown = (series: string): number => (after.get(series) ?? 0) - (before.get(series) ?? 0)
  return HISTOGRAMS.map(({ name, sum, count }) =>
    ({ name, value: 1000 * grown(sum) / grown(count), unit: 'ms' }))
}
