import type { Worker } from '../../simulator/load/processes/start-worker.ts'
import type { WaitSummary } from '../../simulator/load/wait-times.ts'
import type { Bench } from '../bench.ts'
import type { BroadcastCalls } from '../freshness/broadcast-process.ts'
import type { Sender } from '../load/start-sender.ts'
import type { Figure } from '../report/figure.ts'
import type { Seen, ViewersCalls, Way } from './viewers-process.ts'
import { createWaitTimes } from '../../simulator/load/wait-times.ts'
import { daysBack, openCaseStream } from '../load/case-stream.ts'
import { chooseScopes } from '../load/choose-scopes.ts'
import { startSender } from '../load/start-sender.ts'
import { readCpuSeconds } from '../processes/cpu-seconds.ts'
import { readSeries } from '../processes/read-series.ts'
import { startBenchWorker } from '../processes/start-bench-worker.ts'
import { PROFILE, startServer, TOKEN } from '../processes/start-server.ts'
import { median } from '../report/median.ts'

const SCREENS = 3000
const VIEWERS_A_PROCESS = 500
const SCOPES = 20
const EVENTS_PER_SECOND = 5000
/** Every tick has something to send, and taking the events costs next to nothing. */
const QUIET_EVENTS_PER_SECOND = 200
const BATCH_EVENTS = 50
/** Four changes a second. */
const TICK_MS = 250
const COLLECT_MS = 30_000
const TICKS = 'gridwall_tick_seconds_count{result="ok"}'
const TICK_SECONDS = 'gridwall_tick_seconds_sum{result="ok"}'
const P99_MS = 200
const LEAST = { 'feed': 0.7, 'socket.io': 0.5 }

/** How many ticks there were, and how long they took together. */
interface Ticks { ticks: number, tickSeconds: number }

/** What was shown, in how many ticks, and what it cost the server, seconds of a processor. */
interface Shown extends Ticks { seen: Seen[], cpuSeconds: number, texts: string[] }

/** A broadcast has nothing to do but to send: no cost is set off. */
const NOBODY: Shown = { seen: [], cpuSeconds: 0, ticks: 1, tickSeconds: 0, texts: [] }

interface Round {
  /** Messages for a second of the server's processor, beyond what one viewer a scope costs. */
  perCpuSecond: number
  /** While many events come in; none of the baseline. */
  waits: WaitSummary | null
  /** What of them a tick takes in the mean, ms. */
  tickMs: number
  behind: number
}

/** Many viewers while events come in; in turns with a server that only passes the same bytes on. */
export const fanoutBench: Bench = async (context) => {
  const { short, home, opened, say } = context
  const { city } = await openCaseStream(home, PROFILE)
  const count = context.screens ?? (short ? 40 : SCREENS)
  const shown = chooseScopes(city, SCOPES)
  const scopes = Array.from({ length: count }, (_, i) => shown[i % shown.length]!)
  const seconds = context.seconds ?? (short ? 2 : 10)
  const busy: Pace = { rate: context.rate ?? (short ? 500 : EVENTS_PER_SECOND), seconds }
  const quiet: Pace = { rate: QUIET_EVENTS_PER_SECOND, seconds }
  const rounds = short ? 0 : 5
  // Two busy rounds and four quiet ones each time. By the wall's clock an hour lasts an hour.
  const events = (rounds + 1) * seconds * (2 * busy.rate + 4 * quiet.rate)
  const sender = await startSender(home, daysBack(events, Date.now()))
  opened.add(sender.close)
  const server = await startServer({
    ...context,
    env: {
      GRIDWALL_CLOCK: 'wall',
      GRIDWALL_TICK_MS: String(TICK_MS),
      GRIDWALL_MAX_FEEDS: '10000',
      GRIDWALL_MAX_SCREENS: '10000',
    },
  })
  opened.add(server.stop)
  const viewers = Array.from({ length: Math.ceil(count / VIEWERS_A_PROCESS) }, () =>
    startBenchWorker<ViewersCalls>(new URL('./viewers-process.ts', import.meta.url)))
  viewers.forEach(worker => opened.add(worker.close))

  const all: Record<Way, Round[]> = { 'socket.io': [], 'feed': [], 'bare': [] }
  const sizes: number[] = []
  // The round before the first warms the server up and gives the baseline its bytes.
  for (let round = 0; round <= rounds; round++) {
    // What sending costs shows where little else is done: of a busy server it is the difference of
    // two large numbers. One viewer a scope: the same frames are computed, and go to nobody else.
    const few = await runWay('feed', server, shown, quiet)
    const walls = await runWay('socket.io', server, scopes, quiet)
    const feeds = await runWay('feed', server, scopes, quiet)
    const bare = await runBare(walls.texts)
    const own = {
      walls: toRound(walls, few, await runWay('socket.io', server, scopes, busy)),
      feeds: toRound(feeds, few, await runWay('feed', server, scopes, busy)),
      bare: toRound(bare, NOBODY, null),
    }
    say(`round ${round}: ticks ${few.ticks} with few, ${walls.ticks} with walls, ${feeds.ticks} with `
      + `feeds; messages per CPU second: socket.io ${own.walls.perCpuSecond.toFixed(0)}, `
      + `feed ${own.feeds.perCpuSecond.toFixed(0)}, bare ${own.bare.perCpuSecond.toFixed(0)}; p99 `
      + `when busy ${own.walls.waits?.p99 ?? '–'} and ${own.feeds.waits?.p99 ?? '–'} ms`)
    sizes.push(...walls.texts.filter(text => text !== '').map(text => Buffer.byteLength(text)))
    if (round > 0 || short) {
      all['socket.io'].push(own.walls)
      all.feed.push(own.feeds)
      all.bare.push(own.bare)
    }
  }
  return [...toFigures(count, all), sizeFigure(sizes)]

  async function runWay(
    way: Way,
    target: { url: string, pid: number },
    wanted: readonly string[],
    pace: Pace,
  ): Promise<Shown> {
    const share = <T>(all: readonly T[], i: number): T[] =>
      all.slice(i * VIEWERS_A_PROCESS, (i + 1) * VIEWERS_A_PROCESS)
    await each(async (worker, i) => worker.call('open', {
      url: target.url,
      scopes: share(wanted, i),
      way,
      firstPlace: i * VIEWERS_A_PROCESS,
    }))
    await each(async worker => worker.call('reset', null))
    const ticksBefore = await readTicks(way, target.url)
    const before = await readCpuSeconds(target.pid)
    const seq = await send(sender, target.url, pace)
    const seen = await each(async worker => worker.call('collect', { seq, timeoutMs: COLLECT_MS }))
    const cpuSeconds = await readCpuSeconds(target.pid) - before
    const ticksAfter = await readTicks(way, target.url)
    await each(async worker => worker.call('leave', null))
    return {
      seen,
      cpuSeconds,
      ticks: ticksAfter.ticks - ticksBefore.ticks,
      tickSeconds: ticksAfter.tickSeconds - ticksBefore.tickSeconds,
      texts: seen.flatMap(({ texts }) => texts),
    }
  }

  async function runBare(texts: string[]): Promise<Shown> {
    const module = new URL('../freshness/broadcast-process.ts', import.meta.url)
    const broadcast: Worker<BroadcastCalls> = startBenchWorker(module)
    try {
      const url = await broadcast.call('serve', { tickMs: TICK_MS, texts })
      return await runWay('bare', { url, pid: broadcast.pid }, scopes, quiet)
    }
    finally {
      await broadcast.close()
    }
  }

  async function each<T>(
    work: (worker: Worker<ViewersCalls>, i: number) => Promise<T>,
  ): Promise<T[]> {
    return Promise.all(viewers.map(work))
  }
}

/** How often the server has computed frames; a broadcast of recorded bytes computes none. */
async function readTicks(way: Way, url: string): Promise<Ticks> {
  const series = way === 'bare' ? null : await readSeries(url)
  return { ticks: series?.get(TICKS) ?? 0, tickSeconds: series?.get(TICK_SECONDS) ?? 0 }
}

interface Pace { rate: number, seconds: number }

/** Answers the point of the ledger at which all of it is in. */
async function send(sender: Sender, url: string, { rate, seconds }: Pace): Promise<number> {
  await sender.call('prepare', { events: rate * seconds, batchEvents: BATCH_EVENTS })
  const to = { url, token: TOKEN }
  const sent = await sender.call('openLoop', { to, eventsPerSecond: rate, repeatEvery: 0 })
  return Math.max(...sent.map(({ seq }) => seq))
}

/**
 * What the many cost beyond the few, and how long they waited when busy. Viewers take processors
 * from the server, which then computes fewer frames: the few count as for as many.
 */
function toRound(many: Shown, few: Shown, busy: Shown | null): Round {
  const { seen, cpuSeconds, ticks } = many
  const share = ticks / few.ticks
  const messages = messagesOf(many) - share * messagesOf(few)
  const seconds = cpuSeconds - share * few.cpuSeconds
  const all = [...seen, ...busy?.seen ?? []]
  return {
    // Less than can be told from nothing: of a short round.
    perCpuSecond: seconds > 0 ? messages / seconds : Number.NaN,
    waits: busy === null ? null : waitsOf(busy),
    tickMs: busy === null ? 0 : 1000 * busy.tickSeconds / busy.ticks,
    behind: all.reduce((sum, one) => sum + one.behind, 0),
  }
}

function messagesOf({ seen }: Shown): number {
  return seen.reduce((sum, one) => sum + one.messages, 0)
}

function waitsOf({ seen }: Shown): WaitSummary {
  const waits = createWaitTimes()
  seen.forEach(one => waits.addPacked(one.waits))
  return waits.summary()
}

function sizeFigure(sizes: readonly number[]): Figure {
  return { name: 'a delta, middle of all scopes', value: median(sizes) / 1000, unit: 'kB' }
}

function toFigures(count: number, rounds: Record<Way, Round[]>): Figure[] {
  const bare = median(rounds.bare.map(({ perCpuSecond }) => perCpuSecond))
  return (['socket.io', 'feed'] as const).flatMap((way): Figure[] => {
    const own = rounds[way]
    const value = median(own.map(({ perCpuSecond }) => perCpuSecond))
    const middle = (of: 'p50' | 'p99'): number =>
      median(own.map(({ waits }) => waits?.[of] ?? Number.NaN))
    return [
      {
        name: `${way}: tick begun to frame at ${count} viewers, p99 (median of ${own.length} rounds)`,
        value: middle('p99'),
        unit: 'ms',
        target: { atMost: P99_MS },
      },
      { name: `${way}: the same, p50`, value: middle('p50'), unit: 'ms' },
      {
        name: `${way}: of it the tick, mean`,
        value: median(own.map(({ tickMs }) => tickMs)),
        unit: 'ms',
      },
      {
        name: `${way}: messages per CPU second`,
        value,
        unit: '',
        baseline: { name: 'bare ws broadcast', value: bare },
      },
      {
        name: `${way}: against a bare ws broadcast`,
        value: value / bare,
        unit: 'times',
        target: { atLeast: LEAST[way] },
      },
      {
        name: `${way}: viewers without the end of the ledger`,
        value: own.reduce((sum, { behind }) => sum + behind, 0),
        unit: '',
        target: { exactly: 0 },
      },
    ]
  })
}
