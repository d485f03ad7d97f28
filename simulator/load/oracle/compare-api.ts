import type { Frame } from '../../../contract/frame.ts'
import type { MetricsBody } from '../../../contract/metrics.ts'
import type { NamedWindow } from '../../../contract/windows.ts'
import type { Comparison, Difference } from '../../../recount/comparison.ts'
import type { Recount } from '../../../recount/recount.ts'
import type { ReadApi } from '../read-api.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { AGGREGATIONS, COUNTINGS } from '../../../contract/measures.ts'
import { compareFrame } from '../../../recount/compare-frame.ts'
import { compareMetrics } from '../../../recount/compare-metrics.ts'

export type { Difference } from '../../../recount/comparison.ts'

/** Scopes of one request for metrics. */
const CHUNK = 100
const FRAME_TRIES = 20
const FRAME_PAUSE_MS = 250

export interface Compared { compared: number, differences: Difference[] }

/** Everything `GET /api/v1/metrics` answers of the scopes in a window, all variants. */
export async function compareWindow(
  get: ReadApi,
  recount: Recount,
  seq: number,
  window: NamedWindow,
  scopes: readonly string[],
): Promise<Compared> {
  const result: Compared = { compared: 0, differences: [] }
  for (const counting of COUNTINGS) {
    for (const aggregation of AGGREGATIONS) {
      for (let from = 0; from < scopes.length; from += CHUNK) {
        const some = scopes.slice(from, from + CHUNK)
        const names = some.map(scope => `scope=${encodeURIComponent(scope)}`).join('&')
        const { metrics } = await get<MetricsBody>(
          `/api/v1/metrics?window=${window}&counting=${counting}&aggregation=${aggregation}&${names}`,
        )
        metrics.forEach(answer => checkSeq(result, answer.seq, seq, 'metrics', answer.scope))
        // Compared with all that was sent, whatever point of the ledger they claim to be of.
        add(result, compareMetrics(metrics.map(answer => ({ ...answer, seq })), window, recount))
      }
    }
  }
  return result
}

/** Frames as the API gives them out, once they contain the end of the ledger. */
export async function compareFrames(
  get: ReadApi,
  recount: Recount,
  seq: number,
  scopes: readonly string[],
): Promise<Compared> {
  // At once: scopes that nobody shows wait for a tick, all of them for the same one.
  const frames = await Promise.all(scopes.map(async scope => frameOf(get, scope, seq)))
  return compareShown(frames, recount, seq)
}

/** A frame that contains the end of the ledger; what comes after some tries is taken as it is. */
async function frameOf(get: ReadApi, scope: string, seq: number): Promise<Frame> {
  for (let tries = 1; ; tries++) {
    const frame = await get<Frame>(`/api/v1/frames/${encodeURIComponent(scope)}`)
    if (frame.seq >= seq || tries === FRAME_TRIES)
      return frame
    await sleep(FRAME_PAUSE_MS)
  }
}

/** Frames as screens show them. */
export function compareShown(frames: readonly Frame[], recount: Recount, seq: number): Compared {
  const result: Compared = { compared: 0, differences: [] }
  for (const frame of frames) {
    checkSeq(result, frame.seq, seq, `frame of ${frame.scope}`, frame.scope)
    add(result, compareFrame({ ...frame, seq }, recount))
  }
  return result
}

function checkSeq(
  result: Compared,
  theirs: number,
  ours: number,
  place: string,
  scope: string,
): void {
  result.compared++
  if (theirs !== ours) {
    result.differences.push({
      what: 'point of the ledger',
      place,
      scope,
      window: '',
      variant: '',
      theirs: String(theirs),
      ours: String(ours),
    })
  }
}

function add(result: Compared, { compared, differences }: Comparison): void {
  result.compared += compared
  result.differences.push(...differences)
}
