import type { Frame } from '../../contract/frame.ts'
import type { LedgerBody } from '../../contract/ledger.ts'
import type { MetricsBody } from '../../contract/metrics.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import type { NamedWindow } from '../../contract/windows.ts'
import type { Comparison, Difference } from '../../recount/comparison.ts'
import type { LedgerRecount } from '../../recount/ledger-recount.ts'
import type { ReadApi } from './api.ts'
import { MAX_LEDGER_PAGE } from '../../contract/ledger.ts'
import { AGGREGATIONS, COUNTINGS } from '../../contract/measures.ts'
import { NAMED_WINDOWS } from '../../contract/windows.ts'
import { chooseScopes } from '../../recount/choose-scopes.ts'
import { readCityRules } from '../../recount/city-rules.ts'
import { compareFrame } from '../../recount/compare-frame.ts'
import { compareMetrics } from '../../recount/compare-metrics.ts'
import { createLedgerRecount } from '../../recount/ledger-recount.ts'
import { toRecountEvent } from '../../recount/recount-event.ts'
import { AuditError } from './api.ts'

/** Scopes of one request for metrics. */
const CHUNK = 100
/** Frames asked for at once: cold ones wait for the same tick. */
const FRAME_CHUNK = 40
/** A server computes so many scopes at once (GRIDWALL_MAX_SCOPES) and needs some for its walls. */
const MOST_FRAMES = 160

export interface AuditQuestion {
  get: ReadApi
  /** Most scopes of the lowest level. */
  scopes: number
  /** Hears how far it is. */
  say: (text: string) => void
}

export interface AuditReport {
  /** Events of the ledger that were counted. */
  events: number
  /** In words: the scopes looked at. */
  scopes: string
  /** In words: the scopes whose frames were looked at. */
  frames: number
  compared: number
  differences: Difference[]
}

/**
 * Recounts the ledger and holds every number of the API against it: metrics by scope, window and
 * variant, and frames. Each answer is compared at its own point of the ledger, so the server may
 * go on taking events. Rejects with an AuditError when the server cannot be read.
 */
export async function audit({ get, scopes: most, say }: AuditQuestion): Promise<AuditReport> {
  const profile = await get<ProfileBody>('/api/v1/profile')
  const { scopes, words } = chooseScopes(profile, most)
  const recount = createLedgerRecount(readCityRules(profile))
  const report: AuditReport = { events: 0, scopes: words, frames: 0, compared: 0, differences: [] }
  const add = ({ compared, differences }: Comparison): void => {
    report.compared += compared
    report.differences.push(...differences)
  }

  say(`reading the ledger of ${profile.name}`)
  await readToEnd(recount, get)
  say(`${recount.lastSeq()} events; comparing frames (${words})`)
  const shown = scopes.slice(0, MOST_FRAMES)
  for (const some of chunks(shown, FRAME_CHUNK)) {
    const frames = await Promise.all(some.map(async scope =>
      get<Frame>(`/api/v1/frames/${encodeURIComponent(scope)}`)))
    for (const frame of frames) {
      await readUpTo(frame.seq, recount, get)
      add(compareFrame(frame, recount))
    }
  }
  report.frames = shown.length

  for (const window of NAMED_WINDOWS) {
    say(`${report.compared} numbers, ${report.differences.length} differences; window ${window}`)
    for (const path of metricsPaths(window, scopes)) {
      const { metrics } = await get<MetricsBody>(path)
      await readUpTo(Math.max(0, ...metrics.map(({ seq }) => seq)), recount, get)
      add(compareMetrics(metrics, window, recount))
    }
  }
  report.events = recount.lastSeq()
  return report
}

function metricsPaths(window: NamedWindow, scopes: readonly string[]): string[] {
  return COUNTINGS.flatMap(counting => AGGREGATIONS.flatMap(aggregation =>
    chunks(scopes, CHUNK).map((some) => {
      const names = some.map(scope => `scope=${encodeURIComponent(scope)}`).join('&')
      return `/api/v1/metrics?window=${window}&counting=${counting}&aggregation=${aggregation}&${names}`
    })))
}

async function readToEnd(recount: LedgerRecount, get: ReadApi): Promise<void> {
  for (let more = true; more;)
    more = await readPage(recount, get)
}

async function readUpTo(seq: number, recount: LedgerRecount, get: ReadApi): Promise<void> {
  while (recount.lastSeq() < seq) {
    const before = recount.lastSeq()
    await readPage(recount, get)
    if (recount.lastSeq() === before) {
      throw new AuditError(`the server shows numbers of event ${seq}, and its ledger ends at `
        + `${before}`)
    }
  }
}

/** Are there more? */
async function readPage(recount: LedgerRecount, get: ReadApi): Promise<boolean> {
  const { events, more } = await get<LedgerBody>(
    `/api/v1/ledger?after=${recount.lastSeq()}&limit=${MAX_LEDGER_PAGE}`,
  )
  recount.add(events.map(({ source: _, receivedAt: __, ...event }) =>
    toRecountEvent(event, event.seq)))
  return more
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size))
}
