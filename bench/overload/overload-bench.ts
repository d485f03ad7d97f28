import type { Bench } from '../bench.ts'
import { runSustained } from '../intake/sustained-round.ts'
import { startSender } from '../load/start-sender.ts'
import { runBenchLoad, verdictFigures } from '../load/verdict-figures.ts'
import { readAnonymousMiB, watchAnonymousMemory } from '../processes/anonymous-memory.ts'
import { startServer } from '../processes/start-server.ts'

const CHAOS = { dup: 0.05, late: 0.02, shuffle: 0.05, bad: 0.01 }
/** What the writer may hold, 20,000 events and a request, and what comes with it. */
const GROWTH_MIB = 400

/**
 * Twice what the server can sustain: it refuses with a time, its memory stays where it is, all
 * that was acked is counted, and it is itself again soon after.
 */
export const overloadBench: Bench = async (context) => {
  const { short, home, opened } = context
  const sender = await startSender(home)
  opened.add(sender.close)
  const server = await startServer(context)
  opened.add(server.stop)
  const sustained = await runSustained(server, sender, short ? 5000 : 200_000)
  const before = readAnonymousMiB(server.pid)
  const memory = watchAnonymousMemory(server.pid)
  opened.add(async () => void memory.stop())
  const report = await runBenchLoad(context, server.url, {
    rate: context.rate ?? Math.round(2 * sustained),
    seconds: context.seconds ?? (short ? 2 : 60),
    chaos: CHAOS,
    onTop: true,
  })
  const peak = memory.stop()
  return [
    { name: 'sustained before', value: sustained, unit: 'events/s' },
    { name: 'sent at', value: report.options.rate, unit: 'lines/s' },
    {
      name: 'lines told to wait',
      value: report.counts.refusals,
      unit: '',
      target: { atLeast: 1 },
    },
    {
      name: 'growth of the server\'s anonymous memory',
      value: peak - before,
      unit: 'MiB',
      target: { atMost: GROWTH_MIB },
    },
    {
      name: 'last answer until ClickHouse has all',
      value: report.settleSeconds,
      unit: 's',
      target: { atMost: 5 },
    },
    ...verdictFigures(report),
  ]
}
