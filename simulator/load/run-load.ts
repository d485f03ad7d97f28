import type { ProfileBody } from '../../contract/profile.ts'
import type { SimIo } from '../sim-io.ts'
import type { LoadOptions } from './load-options.ts'
import type { LoadReport, LoadRun } from './load-report.ts'
import type { Crew } from './start-crew.ts'
import type { Look, Watch } from './watch-run.ts'
import { SimError } from '../sim-error.ts'
import { collectEvidence } from './collect-evidence.ts'
import { readMachine } from './machine.ts'
import { progressLine } from './progress-line.ts'
import { createReadApi } from './read-api.ts'
import { searchRate } from './search-rate.ts'
import { readServerSample } from './server-sample.ts'
import { startCrew } from './start-crew.ts'
import { steadyNow } from './steady-now.ts'
import { judge } from './verdict.ts'
import { createWatch } from './watch-run.ts'

/** Time to make the first batches before they are due. */
const PREPARE_MS = 500
const LOOK_MS = 1000
/** A batch holds what is due in so many milliseconds, within bounds. */
const BATCH_MS = 40
const MAX_BATCH_LINES = 1000
/** After the last line was due, so long is waited for answers, and for ClickHouse to have all. */
const ANSWERS_MS = 120_000
const LOADED_MS = 600_000

/** What a run goes through; `everyLook` may hold it up to do harm to the server. */
export interface LoadListener { everyLook?: (look: Look) => void }

/** A run under way, as its parts need it. */
export interface Run {
  options: LoadOptions
  io: SimIo
  crew: Crew
  watch: Watch
  zeroAt: number
  /** Looks once, tells the terminal, and answers what it found. */
  look: () => Promise<Look>
  pause: () => Promise<void>
}

/**
 * Sends on schedule, watches, waits until everything is counted, and holds the server against the
 * oracle. An abort of `io.signal` ends the sending; the verdict is of what was sent until then.
 * Throws SimError or CityError when a run is not possible.
 */
export async function runLoad(
  options: LoadOptions,
  io: SimIo,
  listener: LoadListener = {},
): Promise<LoadRun> {
  const { to: url, viewToken } = options
  const startedAt = new Date(io.now()).toISOString()
  const profile = await createReadApi(url, viewToken)<ProfileBody>('/api/v1/profile')
  await refuseHeld(options)
  const crew = await startCrew(options, profile, io.now())
  try {
    const zeroAt = steadyNow() + PREPARE_MS
    const watch = createWatch({ crew, url, viewToken, zeroAt })
    await Promise.all(crew.screens.map(async screens => screens.call('begin', zeroAt)))
    const run: Run = {
      options,
      io,
      crew,
      watch,
      zeroAt,
      look: async () => {
        const look = await watch.look()
        io.err(progressLine(look))
        listener.everyLook?.(look)
        return look
      },
      pause: async () => io.sleep(LOOK_MS),
    }
    const search = options.findMax === null ? null : await searchRate(run, options.findMax.boundMs)
    if (options.findMax === null)
      await sendAtRate(run, options.rate, options.seconds, zeroAt)
    await drain(run)
    await waitUntilLoaded(run)
    const loadedAt = steadyNow()
    const { evidence, waits, answeredAt } = await collectEvidence(run)
    const sendSeconds = (answeredAt - zeroAt) / 1000
    const report: LoadReport = {
      tool: 'gridwall load',
      startedAt,
      machine: readMachine(),
      options: publicOptions(options),
      profile: profile.id,
      counts: evidence.counts,
      sendSeconds,
      settleSeconds: Math.max(0, loadedAt - answeredAt) / 1000,
      answeredPerSecond: evidence.counts.answered / sendSeconds,
      ...waits,
      seconds: watch.samples,
      search,
      verdict: judge(evidence),
    }
    return { report, picture: await crew.browser?.picture() ?? null }
  }
  finally {
    await crew.close()
  }
}

/** Sends for a while at one rate, from `startAt` on by steadyNow. */
export async function sendAtRate(
  run: Run,
  linesPerSecond: number,
  seconds: number,
  startAt: number,
): Promise<void> {
  const { crew: { producers }, zeroAt, io } = run
  const each = linesPerSecond / producers.length
  const batchLines = Math.min(MAX_BATCH_LINES, Math.max(1, Math.round(each * BATCH_MS / 1000)))
  await Promise.all(producers.map(async (producer, i) => producer.call('send', {
    linesPerSecond: each,
    seconds,
    batchLines,
    // Not all at once, which would be bursts.
    startAt: startAt + i * BATCH_MS / producers.length,
    zeroAt,
  })))
  do {
    await run.pause()
    if (io.signal.aborted)
      await Promise.all(producers.map(async producer => producer.call('stop', null)))
  } while ((await run.look()).isSending)
}

/** What chaos held back is sent, and all answers are waited for. */
async function drain(run: Run): Promise<void> {
  const { crew: { producers } } = run
  await Promise.all(producers.map(async producer => producer.call('drain', null)))
  const until = steadyNow() + ANSWERS_MS
  do {
    await run.pause()
    if (steadyNow() > until)
      await Promise.all(producers.map(async producer => producer.call('giveUp', null)))
  } while ((await run.look()).sample.waiting > 0)
}

/** Everything acked is in ClickHouse; or it takes too long, which the verdict then says. */
export async function waitUntilLoaded(run: Run): Promise<void> {
  const until = steadyNow() + LOADED_MS
  while (run.watch.samples.at(-1)?.server?.pendingEvents !== 0 && steadyNow() < until) {
    await run.pause()
    await run.look()
  }
}

/** A ledger that holds something belongs to somebody. */
async function refuseHeld({ to: url, viewToken, onTop }: LoadOptions): Promise<void> {
  const sample = await readServerSample(url, viewToken)
  if (sample === null) {
    throw new SimError('server_unreachable', `${url}/metrics cannot be read: check --to and `
      + '--view-token')
  }
  if (sample.ledgerSeq !== 0 && !onTop) {
    throw new SimError('usage', `the ledger of ${url} holds ${sample.ledgerSeq} events, and a load adds `
      + 'made-up ones that stay: give the server an empty GRIDWALL_DATA_DIR, or add --on-top and a '
      + '--seed that was not used before')
  }
}

function publicOptions(options: LoadOptions): LoadReport['options'] {
  const { token: _, viewToken: __, ...shown } = options
  return shown
}
