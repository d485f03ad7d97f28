import type { LoadReport, WaitReport } from './load-report.ts'
import type { Difference } from './oracle/compare-api.ts'
import type { Run } from './run-load.ts'
import type { ScreensResult } from './screens/screens-process.ts'
import type { Evidence } from './verdict.ts'
import type { PackedWaits, WaitTimes } from './wait-times.ts'
import { NAMED_WINDOWS } from '../../contract/windows.ts'
import { addCounts } from './producers/sent-tally.ts'
import { readServerSample } from './server-sample.ts'
import { createWaitTimes } from './wait-times.ts'

const SCREENS_MS = 30_000
/** Of a curve of percentiles: from the median to the longest, denser towards the end. */
const CURVE = [
  ...[0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90],
  ...[92.5, 95, 97, 98, 99, 99.5, 99.8, 99.9, 99.95, 99.99, 100],
]

const UNCOMPARED = 'numbers were not compared: ledger and oracle hold different events'

type Waits = Pick<LoadReport, 'eventToAck' | 'eventToScreen' | 'eventToPixel' | 'screens'>

interface Collected {
  evidence: Evidence
  waits: Waits
  /** When the last line was answered, by steadyNow. */
  answeredAt: number
}

/** Asks everybody what they have in the end, and holds API and screens against the oracle. */
export async function collectEvidence(run: Run): Promise<Collected> {
  const { crew, watch, options, io } = run
  const { to: url, viewToken } = options
  const server = await readServerSample(url, viewToken)
  const seq = server?.ledgerSeq ?? 0
  const screens = await Promise.all(crew.screens.map(async worker =>
    worker.call('result', { seq, timeoutMs: SCREENS_MS })))
  await paintedAll(run)
  const producers = await Promise.all(crew.producers.map(async worker =>
    worker.call('result', null)))
  const counts = addCounts(producers.map(result => result.counts))

  io.err('the oracle makes again what was sent\n')
  let unlike = 0
  for (const [i, { mark }] of producers.entries()) {
    const plan = crew.plans[i]!
    unlike += await crew.oracle.call('addDrawn', { plan, mark }) ? 0 : 1
  }
  const oracleEvents = await crew.oracle.call('events', null)
  const found = seq === oracleEvents
    ? await compareAll(run, screens)
    // Every number would differ, and none of the differences would say why.
    : { compared: 0, differences: [] }

  const complaints = crew.browser?.complaints() ?? []
  return {
    evidence: {
      counts,
      held: crew.held,
      ledgerSeq: server?.ledgerSeq ?? null,
      pending: server?.pendingEvents ?? null,
      oracleEvents,
      unlike,
      screens: crew.screens.length === 0 ? null : sumScreens(options.screens, screens),
      pixels: crew.browser === null
        ? null
        : { unseen: watch.unpainted(), complaints: complaints.length },
      ...found,
      notes: [
        ...producers.flatMap(({ examples }) => examples),
        ...complaints.map(text => `the page: ${text}`),
        ...(seq === oracleEvents ? [] : [UNCOMPARED]),
      ],
      scopes: crew.words,
    },
    answeredAt: Math.max(run.zeroAt, ...producers.map(result => result.answeredAt)),
    waits: {
      eventToAck: toWaitReport(merge(producers.map(result => result.waits))),
      eventToScreen: screens.length === 0
        ? null
        : toWaitReport(merge(screens.map(result => result.waits))),
      eventToPixel: crew.browser === null ? null : toWaitReport(watch.pixels),
      screens: {
        deltas: sum(screens, 'deltas'),
        resyncs: sum(screens, 'resyncs'),
        returns: sum(screens, 'returns'),
      },
    },
  }
}

/** The browser is a few frames behind its socket. */
async function paintedAll({ crew, watch, pause, look }: Run): Promise<void> {
  for (let tries = 0; crew.browser !== null && tries < SCREENS_MS / 1000; tries++) {
    if (watch.unpainted() === 0)
      return
    await pause()
    await look()
  }
}

async function compareAll(
  { crew: { oracle, scopes }, io }: Run,
  screens: readonly ScreensResult[],
): Promise<{ compared: number, differences: Difference[] }> {
  const all = { compared: 0, differences: [] as Difference[] }
  const add = (what: string, { compared, differences }: typeof all): void => {
    all.compared += compared
    all.differences.push(...differences)
    io.err(`${what}: ${compared} numbers, ${differences.length} differences\n`)
  }
  for (const { frames } of screens)
    add('screens', await oracle.call('shown', frames))
  add('frames', await oracle.call('frames', scopes))
  for (const window of NAMED_WINDOWS)
    add(`metrics, ${window}`, await oracle.call('window', window))
  return all
}

function sumScreens(wanted: number, results: readonly ScreensResult[]): Evidence['screens'] {
  return {
    wanted,
    shown: wanted - sum(results, 'blank'),
    behind: sum(results, 'behind'),
    differing: sum(results, 'differing'),
    unseen: sum(results, 'unseen'),
  }
}

type CountedField = 'deltas' | 'resyncs' | 'returns' | 'blank' | 'behind' | 'differing' | 'unseen'

function sum(results: readonly ScreensResult[], field: CountedField): number {
  return results.reduce((total, result) => total + result[field], 0)
}

function merge(all: readonly PackedWaits[]): WaitTimes {
  const waits = createWaitTimes()
  all.forEach(waits.addPacked)
  return waits
}

function toWaitReport(waits: WaitTimes): WaitReport {
  const curve = waits.summary().count === 0
    ? []
    : CURVE.map((percent): [number, number] => [percent, waits.at(percent)!])
  return { summary: waits.summary(), seconds: waits.seconds(), curve }
}
