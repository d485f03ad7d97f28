import type { LoadReport, RateStep } from './load-report.ts'
import type { Run } from './run-load.ts'
import type { PackedWaits } from './wait-times.ts'
import { createRateSearch } from './rate-search.ts'
import { sendAtRate, waitUntilLoaded } from './run-load.ts'
import { steadyNow } from './steady-now.ts'
import { createWaitTimes } from './wait-times.ts'

const STEP_SECONDS = 10
/** Until the server's pace has followed a new rate. */
const WARM_SECONDS = 2
const PREPARE_MS = 500
const HIGHEST_RATE = 200_000

/**
 * Tries rates for ten seconds each until the duration is over or the answer is known to a tenth. A
 * rate passes when nothing was told to wait and the p99 of its steps, to the answer and to the
 * screens, stays within `boundMs`. Between two of them the server may come to rest.
 */
export async function searchRate(run: Run, boundMs: number): Promise<LoadReport['search']> {
  const search = createRateSearch(run.options.rate, HIGHEST_RATE)
  const steps: RateStep[] = []
  const until = run.zeroAt + run.options.seconds * 1000
  for (let rate = search.next(); rate !== null; rate = search.next()) {
    if (steadyNow() + STEP_SECONDS * 1000 > until || run.io.signal.aborted)
      break
    const step = await tryRate(run, rate, boundMs)
    run.io.err(`${rate} lines/s: ${step.passed ? 'within' : 'beyond'} ${boundMs} ms\n`)
    steps.push(step)
    search.told(rate, step.passed)
  }
  return { boundMs, best: search.best(), steps }
}

async function tryRate(run: Run, linesPerSecond: number, boundMs: number): Promise<RateStep> {
  const before = (await run.look()).counts.refusals
  const startAt = steadyNow() + PREPARE_MS
  await sendAtRate(run, linesPerSecond, STEP_SECONDS, startAt)
  do
    await run.pause()
  while ((await run.look()).sample.waiting > 0)
  await waitUntilLoaded(run)
  await run.pause()
  const refusals = (await run.look()).counts.refusals - before
  const from = Math.ceil((startAt - run.zeroAt) / 1000) + WARM_SECONDS
  const ackP99Ms = await worst(run.crew.producers, from)
  const screenP99Ms = await worst(run.crew.screens, from)
  const passed = refusals === 0 && (ackP99Ms ?? 0) <= boundMs && (screenP99Ms ?? 0) <= boundMs
  return { linesPerSecond, ackP99Ms, screenP99Ms, refusals, passed }
}

interface Waiting {
  call: (kind: 'waits', argument: number) => Promise<PackedWaits>
}

/** p99 of all processes together, of what was due from a second on. */
async function worst(workers: readonly Waiting[], from: number): Promise<number | null> {
  const waits = createWaitTimes()
  for (const worker of workers)
    waits.addPacked(await worker.call('waits', from))
  return waits.summary().p99
}
