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
      name: 'growth of the server\'s memory after a third of the time',
      value: slope(report, ({ server: sample }) => sample?.rssMiB),
      unit: 'MiB/h',
      target: { atMost: 0.5 },
    },
    {
      name: 'growth of its heap',
      value: slope(report, ({ server: sample }) => sample?.heapMiB),
      unit: 'MiB/h',
    },
    {
      name: 'growth of its open files',
      value: slope(report, ({ server: sample }) => sample?.openFiles),
      unit: 'files/h',
      target: { atMost: 1 },
    },
    { name: 'connections made anew', value: report.screens.returns, unit: '', target: { exactly: 0 } },
    ...(report.browserHeap === null
      ? []
      : [{
          name: 'growth of the browser\'s heap, from the first frame to the end',
          value: report.browserHeap.endMiB - report.browserHeap.startMiB,
          unit: 'MiB',
          target: { atMost: 5 },
        }]),
    ...verdictFigures(report),
  ]
}

function slope(
  { seconds }: LoadReport,
  of: (sample: SecondSample) => number | null | undefined,
): number {
  const last = seconds.at(-1)?.second ?? 0
  return slopePerHour(seconds.filter(({ second }) => second >= last * WARM_SHARE)
    .flatMap((sample) => {
      const value = of(sample)
      return value === null || value === undefined ? [] : [[sample.second, value] as const]
    }))
}
