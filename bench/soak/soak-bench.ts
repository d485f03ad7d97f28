import type { LoadReport, SecondSample } from '../../simulator/load/load-report.ts'
import type { Bench } from '../bench.ts'
import { runBenchLoad, verdictFigures } from '../load/verdict-figures.ts'
import { startServer } from '../processes/start-server.ts'
import { slopePerHour } from './slope.ts'

/** A city's day is some 21,000 events: at this rate one passes in eleven seconds. */
const RATE = 2000
const SECONDS = 3600
const SCREENS = 100
/** What a server has grown to by then stays. */
const WARM_SHARE = 1 / 3

type Point = readonly [second: number, value: number]

/** An hour that holds weeks of a city: what grows by itself shows as a slope. */
export const soakBench: Bench = async (context) => {
  const { short, opened } = context
  const server = await startServer(context)
  opened.add(server.stop)
  const report = await runBenchLoad(context, server.url, {
    rate: context.rate ?? (short ? 300 : RATE),
    seconds: context.seconds ?? (short ? 4 : SECONDS),
    screens: context.screens ?? (short ? 5 : SCREENS),
    browser: !short,
    scopes: short ? 0 : 50,
  })
  return [
    {
      // The state store is mapped: with every case it has, more of it is counted as resident.
      name: 'growth of the server\'s memory after a third of the time, pages of its files included',
      value: slope(pointsOf(report, ({ server: sample }) => sample?.rssMiB)),
      unit: 'MiB/h',
      target: { atMost: 0.5 },
    },
    {
      name: 'of it the memory that is its own',
      value: slope(pointsOf(report, ({ server: sample }) => sample?.ownMiB)),
      unit: 'MiB/h',
      target: { atMost: 0.5 },
    },
    {
      name: 'growth of its heap',
      value: slope(pointsOf(report, ({ server: sample }) => sample?.heapMiB)),
      unit: 'MiB/h',
    },
    {
      name: 'growth of its open files',
      value: slope(pointsOf(report, ({ server: sample }) => sample?.openFiles)),
      unit: 'files/h',
      target: { atMost: 1 },
    },
    { name: 'connections made anew', value: report.screens.returns, unit: '', target: { exactly: 0 } },
    ...(short
      ? []
      : [{
          name: 'growth of the browser\'s heap after a third of the time, to the highest',
          value: highestGrowth(pointsOf(report, ({ browserHeapMiB }) => browserHeapMiB)),
          unit: 'MiB',
          target: { atMost: 5 },
        }]),
    ...verdictFigures(report),
  ]
}

function pointsOf(
  { seconds }: LoadReport,
  of: (sample: SecondSample) => number | null | undefined,
): Point[] {
  return seconds.flatMap((sample): Point[] => {
    const value = of(sample)
    return value === null || value === undefined ? [] : [[sample.second, value]]
  })
}

function slope(points: readonly Point[]): number {
  return slopePerHour(warm(points))
}

function highestGrowth(points: readonly Point[]): number {
  const values = warm(points).map(([, value]) => value)
  return values.length < 2 ? Number.NaN : Math.max(...values) - values[0]!
}

function warm(points: readonly Point[]): Point[] {
  const last = points.at(-1)?.[0] ?? 0
  return points.filter(([second]) => second >= last * WARM_SHARE)
}
