import type { SecondSample } from './load-report.ts'
import type { Departure, ProducerProgress } from './producers/progress.ts'
import type { SentCounts } from './producers/sent-tally.ts'
import type { ScreensProgress } from './screens/screens-process.ts'
import type { ServerSample } from './server-sample.ts'
import type { Crew } from './start-crew.ts'
import type { WaitTimes } from './wait-times.ts'
import { SimError } from '../sim-error.ts'
import { addCounts } from './producers/sent-tally.ts'
import { createCrossings } from './screens/arrivals.ts'
import { readServerSample } from './server-sample.ts'
import { steadyNow } from './steady-now.ts'
import { createWaitTimes } from './wait-times.ts'

/** What a look at everybody found. */
export interface Look {
  sample: SecondSample
  counts: SentCounts
  isSending: boolean
  producers: ProducerProgress[]
  screens: ScreensProgress[]
}

/** Looks at producers, screens, browser and server, and hands departures to those who wait. */
export interface Watch {
  /** Throws SimError when a producer cannot go on. */
  look: () => Promise<Look>
  samples: SecondSample[]
  /** Times until the browser painted; empty without one. */
  pixels: WaitTimes
  /** Batches that the browser has not painted yet. */
  unpainted: () => number
}

export interface WatchOptions {
  crew: Crew
  url: string
  viewToken: string | null
  /** When the first line is due, by steadyNow. */
  zeroAt: number
}

/** A collection holds the page up for a moment: too often it would be seen in its waiting times. */
const HEAP_EVERY_MS = 60_000

export function createWatch({ crew, url, viewToken, zeroAt }: WatchOptions): Watch {
  const samples: SecondSample[] = []
  const pixels = createWaitTimes()
  const crossings = createCrossings(() => crew.browser === null ? [] : [crew.browser.arrivals])
  const nothing = { at: zeroAt, lines: 0, answered: 0, refusals: 0 }
  let before: typeof nothing & { server: ServerSample | null } = { ...nothing, server: null }

  let heapDueAt = zeroAt

  const secondOf = (dueMs: number): number => Math.floor((dueMs - zeroAt) / 1000)

  async function pass(departures: Departure[]): Promise<ScreensProgress[]> {
    if (crew.browser !== null) {
      crossings.add(departures)
      await crew.browser.look()
      crossings.settle((waitMs, dueMs) => pixels.record(waitMs, secondOf(dueMs)))
    }
    return Promise.all(crew.screens.map(async screens => screens.call('look', departures)))
  }

  async function browserHeap(at: number): Promise<number | null> {
    if (crew.browser === null || at < heapDueAt)
      return null
    heapDueAt += HEAP_EVERY_MS
    return crew.browser.heapMiB()
  }

  return {
    samples,
    pixels,
    unpainted: () => crew.browser === null ? 0 : crossings.open(),
    async look() {
      const [producers, server] = await Promise.all([
        Promise.all(crew.producers.map(async producer => producer.call('look', null))),
        readServerSample(url, viewToken),
      ])
      const failure = producers.find(({ failure }) => failure !== null)?.failure
      if (failure !== undefined && failure !== null) {
        throw new SimError('server_refused', `${url} refused a batch: ${failure}. Check --token and `
          + '--profile')
      }
      const screens = await pass(producers.flatMap(({ departures }) => departures))
      const counts = addCounts(producers.map(progress => progress.counts))
      const at = steadyNow()
      const elapsed = Math.max(0.001, (at - before.at) / 1000)
      const sample: SecondSample = {
        second: (at - zeroAt) / 1000,
        sentPerSecond: (counts.lines - before.lines) / elapsed,
        answeredPerSecond: (counts.answered - before.answered) / elapsed,
        refusals: counts.refusals - before.refusals,
        waiting: producers.reduce((sum, { waiting }) => sum + waiting, 0),
        connected: screens.reduce((sum, { connected }) => sum + connected, 0),
        server,
        browserHeapMiB: await browserHeap(at),
        ...grown(before.server, server, elapsed),
      }
      before = { ...counts, at, server: server ?? before.server }
      samples.push(sample)
      const isSending = producers.some(progress => progress.isSending)
      return { sample, counts, isSending, producers, screens }
    },
  }
}

type Grown = Pick<SecondSample, 'loadMs' | 'tickMs' | 'cores'>

/** What the server's running sums say of the time between two samples. */
function grown(from: ServerSample | null, to: ServerSample | null, elapsed: number): Grown {
  if (from === null || to === null)
    return { loadMs: null, tickMs: null, cores: null }
  const mean = (name: 'loads' | 'ticks'): number | null => {
    const count = to[name].count - from[name].count
    // A server that was started again counts from 0.
    return count > 0 ? 1000 * (to[name].seconds - from[name].seconds) / count : null
  }
  const cores = from.cpuSeconds === null || to.cpuSeconds === null
    ? null
    : (to.cpuSeconds - from.cpuSeconds) / elapsed
  return { loadMs: mean('loads'), tickMs: mean('ticks'), cores: cores !== null && cores >= 0 ? cores : null }
}
