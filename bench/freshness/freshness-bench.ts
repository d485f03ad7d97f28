import type { Worker } from '../../simulator/load/processes/start-worker.ts'
import type { Bench } from '../bench.ts'
import type { Sender } from '../load/start-sender.ts'
import type { Distribution } from '../report/distribution.ts'
import type { Figure } from '../report/figure.ts'
import type { BroadcastCalls } from './broadcast-process.ts'
import type { ScreensCalls } from './screens-process.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { daysBack, openCaseStream } from '../load/case-stream.ts'
import { chooseScopes } from '../load/choose-scopes.ts'
import { startSender } from '../load/start-sender.ts'
import { readMeanTimes } from '../processes/mean-times.ts'
import { readSeries } from '../processes/read-series.ts'
import { startBenchWorker } from '../processes/start-bench-worker.ts'
import { PROFILE, startServer, TOKEN } from '../processes/start-server.ts'
import { toDistribution } from '../report/distribution.ts'
import { watchForeignLoad } from '../report/foreign-load.ts'
import { median } from '../report/median.ts'
import { waitsOf } from './arrivals.ts'

const EVENTS_PER_SECOND = 1000
const BATCH_EVENTS = 20
const SCREENS = 50
const SCOPES = 20
/** The server's default pace. */
const TICK_MS = 200
const COLLECT_MS = 15_000
const SETTLE_MS = 1000

type Screens = Worker<ScreensCalls>

/**
 * From the moment an event should be sent to the frame that contains it, in every one of fifty
 * screens; in turns with a server that only passes the same bytes on.
 */
export const freshnessBench: Bench = async (context) => {
  const { short, home, opened, say } = context
  const { city } = await openCaseStream(home, PROFILE)
  const rate = context.rate ?? EVENTS_PER_SECOND
  const count = context.screens ?? SCREENS
  const scopes = Array.from({ length: count }, (_, place) =>
    chooseScopes(city, SCOPES)[place % SCOPES]!)
  const rounds = short ? 1 : 5
  const seconds = context.seconds ?? (short ? 3 : 12)
  // Each round sends twice. By the wall's clock a city's hour lasts an hour, whatever is sent.
  const sender = await startSender(home, daysBack(2 * (rounds + 1) * seconds * rate, Date.now()))
  opened.add(sender.close)
  const server = await startServer({ ...context, env: { GRIDWALL_CLOCK: 'wall' } })
  opened.add(server.stop)
  const screens = startBenchWorker<ScreensCalls>(new URL('./screens-process.ts', import.meta.url))
  opened.add(screens.close)

  const ours: Round[] = []
  const bare: Round[] = []
  const means: Figure[][] = []
  // The round before the first warms the server up and gives the baseline its bytes.
  for (let round = 0; round <= rounds; round++) {
    await screens.call('showScopes', { url: server.url, scopes })
    await sleep(SETTLE_MS)
    const before = await readSeries(server.url)
    const foreign = await watchForeignLoad()
    const own = await runRound(sender, screens, server.url, { rate, seconds })
    const times = await readMeanTimes(server.url, before)
    const others = await foreign.read()
    await screens.call('leave', null)
    const other = await runBaseline(sender, screens, own.texts, { rate, seconds })
    say(`round ${round}: ${describe(own.waits)}; bare broadcast ${describe(other.waits)}; `
      + `other work kept ${others.toFixed(1)} cores busy`)
    if (round > 0) {
      means.push(times)
      ours.push(own)
      bare.push(other)
    }
  }
  return [...toFigures(ours, bare), ...middleOf(means)]
}

interface Pace { rate: number, seconds: number }

interface Round { waits: Distribution, resyncs: number, texts: string[] }

async function runRound(
  sender: Sender,
  screens: Screens,
  url: string,
  { rate, seconds }: Pace,
): Promise<Round> {
  await sender.call('prepare', { events: rate * seconds, batchEvents: BATCH_EVENTS })
  await screens.call('reset', null)
  const sent = await sender.call('openLoop', {
    to: { url, token: TOKEN },
    eventsPerSecond: rate,
    repeatEvery: 0,
  })
  const seq = Math.max(...sent.map(batch => batch.seq))
  const seen = await screens.call('collect', { seq, timeoutMs: COLLECT_MS })
  return {
    waits: toDistribution(waitsOf(sent, seen.map(one => one.seen))),
    resyncs: seen.reduce((sum, one) => sum + one.resyncs, 0),
    texts: seen.map(one => one.lastChange),
  }
}

async function runBaseline(
  sender: Sender,
  screens: Screens,
  texts: string[],
  pace: Pace,
): Promise<Round> {
  const module = new URL('./broadcast-process.ts', import.meta.url)
  const broadcast = startBenchWorker<BroadcastCalls>(module)
  try {
    const url = await broadcast.call('serve', { tickMs: TICK_MS, texts })
    await screens.call('readBroadcast', { url, count: texts.length })
    const round = await runRound(sender, screens, url, pace)
    await screens.call('leave', null)
    return round
  }
  finally {
    await broadcast.close()
  }
}

function describe({ p50, p99 }: Distribution): string {
  return `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`
}

/** The same figures of several rounds as one of each. */
function middleOf(rounds: readonly Figure[][]): Figure[] {
  return rounds[0]!.map((figure, index) =>
    ({ ...figure, value: median(rounds.map(round => round[index]!.value)) }))
}

function toFigures(ours: readonly Round[], bare: readonly Round[]): Figure[] {
  const middle = (rounds: readonly Round[], of: 'p50' | 'p99'): number =>
    median(rounds.map(round => round.waits[of]))
  const name = 'bare ws broadcast'
  return [
    {
      name: `send to screen, p50 (median of ${ours.length} rounds)`,
      value: middle(ours, 'p50'),
      unit: 'ms',
      target: { atMost: 300 },
      baseline: { name, value: middle(bare, 'p50') },
    },
    {
      name: `send to screen, p99 (median of ${ours.length} rounds)`,
      value: middle(ours, 'p99'),
      unit: 'ms',
      target: { atMost: 800 },
      baseline: { name, value: middle(bare, 'p99') },
    },
    {
      name: 'send to screen, longest of all rounds',
      value: Math.max(...ours.map(round => round.waits.max)),
      unit: 'ms',
    },
    {
      name: 'batches times screens measured',
      value: ours.reduce((sum, round) => sum + round.waits.count, 0),
      unit: '',
    },
    {
      name: 'frames skipped and asked for again',
      value: ours.reduce((sum, round) => sum + round.resyncs, 0),
      unit: '',
    },
  ]
}
