import type { Frame } from '../../../contract/frame.ts'
import type { Departure } from '../producers/progress.ts'
import type { PackedWaits, WaitSummary } from '../wait-times.ts'
import type { Crossings } from './arrivals.ts'
import type { Screen } from './screen.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerCalls } from '../processes/answer-calls.ts'
import { steadyNow } from '../steady-now.ts'
import { createWaitTimes } from '../wait-times.ts'
import { createCrossings } from './arrivals.ts'
import { openScreen } from './screen.ts'

export interface ScreensProgress {
  connected: number
  /** What a screen was told instead of a frame; null: all have one. */
  refusal: string | null
  deltas: number
  resyncs: number
  returns: number
  /** From the schedule to the frame, since the last look. */
  last: WaitSummary
}

export interface ScreensResult extends ScreensProgress {
  waits: PackedWaits
  /** Screens that never had a frame. */
  blank: number
  /** Screens whose frame does not contain the end of the ledger. */
  behind: number
  /** Batches that some screen never showed. */
  unseen: number
  /** What the screens show: one frame a scope. */
  frames: Frame[]
  /** Screens that show their scope otherwise than the first one does. */
  differing: number
}

const POLL_MS = 20
/** Connections begun at once: the rest waits, as in a control room that is switched on. */
const CONNECT_AT_ONCE = 50

const screens: Screen[] = []
let crossings: Crossings
let zeroAt = 0
const waits = createWaitTimes()

const calls = {
  /** One screen on each of the scopes; answers when all have their first frame, or in time. */
  show: async (
    { url, token, scopes, timeoutMs }:
    { url: string, token: string | null, scopes: string[], timeoutMs: number },
  ): Promise<number> => {
    const until = steadyNow() + timeoutMs
    crossings = createCrossings(() => screens.map(screen => screen.arrivals))
    for (const scope of scopes) {
      screens.push(openScreen({ url, token, scope }))
      while (waiting() >= CONNECT_AT_ONCE && steadyNow() < until)
        await sleep(POLL_MS)
    }
    while (waiting() > 0 && steadyNow() < until)
      await sleep(POLL_MS)
    return waiting()
  },
  /** From when the seconds of the run count, by steadyNow. */
  begin: (at: number): void => {
    zeroAt = at
  },
  look: (departures: Departure[]): ScreensProgress => {
    crossings.add(departures)
    settle()
    return progress()
  },
  /** Waits until all show point `seq` of the ledger, and says what they show. */
  result: async (
    { seq, timeoutMs }: { seq: number, timeoutMs: number },
  ): Promise<ScreensResult> => {
    const until = steadyNow() + timeoutMs
    while (behind(seq) > 0 && steadyNow() < until)
      await sleep(POLL_MS)
    settle()
    const shown = await agreement(until)
    return {
      ...progress(),
      waits: waits.pack(),
      blank: waiting(),
      behind: behind(seq),
      unseen: crossings.open(),
      ...shown,
    }
  },
  /** Recorded waits, of what was due from a second of the run on. */
  waits: (from: number): PackedWaits => waits.pack(from),
  leave: (_: null): void => screens.forEach(screen => screen.close()),
}
export type ScreensCalls = typeof calls

answerCalls(calls)

function waiting(): number {
  return screens.filter(screen => screen.frame() === null).length
}

function behind(seq: number): number {
  return screens.filter(screen => screen.arrivals.lastSeq() < seq).length
}

function settle(): void {
  crossings.settle((waitMs, dueMs) => waits.record(waitMs, Math.floor((dueMs - zeroAt) / 1000)))
}

function progress(): ScreensProgress {
  const sum = (of: (screen: Screen) => number): number =>
    screens.reduce((total, screen) => total + of(screen), 0)
  return {
    connected: sum(screen => Number(screen.isConnected())),
    refusal: screens.map(screen => screen.refusal()).find(text => text !== null) ?? null,
    deltas: sum(screen => screen.deltas()),
    resyncs: sum(screen => screen.resyncs()),
    returns: sum(screen => screen.returns()),
    last: waits.takeLast(),
  }
}

/** Screens of one scope differ for as long as a delta is on its way to some of them. */
async function agreement(until: number): Promise<Pick<ScreensResult, 'frames' | 'differing'>> {
  for (;;) {
    const found = compareScreens()
    if (found.differing === 0 || steadyNow() > until)
      return found
    await sleep(POLL_MS)
  }
}

function compareScreens(): Pick<ScreensResult, 'frames' | 'differing'> {
  const first = new Map<string, { frame: Frame, text: string }>()
  let differing = 0
  for (const screen of screens) {
    const frame = screen.frame()
    const known = first.get(screen.scope)
    const text = frame === null ? '' : JSON.stringify(frame)
    if (known !== undefined)
      differing += Number(known.text !== text)
    else if (frame !== null)
      first.set(screen.scope, { frame, text })
  }
  return { frames: Array.from(first.values(), ({ frame }) => frame), differing }
}
