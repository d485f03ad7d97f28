import type { Frame } from '../../contract/frame.ts'
import type { FrameHistory } from '../../contract/history.ts'
import type { Calendar } from '../calendar.ts'
import type { Clock, FrameContent, PastFrames } from '../ports.ts'
import type { AsOfLedger } from './as-of-ledger.ts'
import type { AsOfSessions } from './as-of-sessions.ts'
import type { KeptFrame, KeptFrames } from './kept-frames.ts'
import { FRAME_FORMAT, MAX_KEPT_TIMES } from '../../contract/history.ts'
import { AppError } from '../errors.ts'
import { differingPanels } from './compare-panels.ts'

/** An older frame is not what was shown: nobody computed in between. */
const THEN_MS = 600_000

export interface PastFramesOptions {
  store: KeptFrames
  sessions: AsOfSessions
  calendar: Calendar
  clock: Pick<Clock, 'mode'>
  keepDays: number
  wallNow: () => number
}

/** What a session found out about the last kept frame it was compared with. */
interface Comparison { key: string, differing: string[] }

export function createPastFrames(options: PastFramesOptions): PastFrames {
  const { store, sessions, calendar, clock, keepDays, wallNow } = options
  const compared = new WeakMap<AsOfLedger, Comparison>()

  /** Null: there is none, or none that this version can read. */
  async function keptThen(scope: string, atMs: number): Promise<KeptFrame | null> {
    const kept = keepDays === 0 ? null : await store.find(scope, atMs)
    return kept !== null && kept.format === FRAME_FORMAT && atMs - kept.asOfMs <= THEN_MS
      ? kept
      : null
  }

  /** Compares at the moment of the kept frame: later ones differ by what happened since. */
  async function compare(
    ledger: AsOfLedger,
    scope: string,
    kept: KeptFrame,
  ): Promise<string[]> {
    const key = keyOf(scope, kept)
    const known = compared.get(ledger)
    if (known?.key === key)
      return known.differing
    await ledger.advance(kept.asOfMs)
    const now = await ledger.frame(scope)
    const then = JSON.parse(await store.read(scope, kept)) as Pick<FrameContent, 'panels'>
    const differing = differingPanels(then.panels, now.panels)
    compared.set(ledger, { key, differing })
    return differing
  }

  function encode(scope: string, content: FrameContent, history: FrameHistory): string {
    // What sources and the audit said then is not in the ledger.
    const frame: Frame & { history: FrameHistory } = {
      scope,
      epoch: 'recomputed',
      tick: 1,
      seq: content.seq,
      asOf: content.asOf,
      computedAt: new Date(wallNow()).toISOString(),
      clock: clock.mode,
      lag: { events: 0, since: null },
      staleSince: null,
      sources: [],
      audit: null,
      panels: content.panels,
      history,
    }
    return JSON.stringify(frame)
  }

  async function refuse(scope: string, atMs: number): Promise<never> {
    const at = calendar.format(atMs)
    if (keepDays === 0)
      throw new AppError('no_kept_frame', 'Frames are not kept: GRIDWALL_KEEP_FRAMES_DAYS is 0.')
    const earliest = await store.earliest(scope)
    const message = earliest === null
      ? `No frame of ${scope} has been kept yet.`
      : `No frame of ${scope} was kept at or before ${at}; the earliest is of ${calendar.format(earliest)}.`
    throw new AppError('no_kept_frame', message)
  }

  return {
    async then(scope, atMs) {
      const kept = keepDays === 0 ? null : await store.find(scope, atMs)
      if (kept === null)
        return refuse(scope, atMs)
      const keptAsOf = calendar.format(kept.asOfMs)
      if (kept.format !== FRAME_FORMAT) {
        throw new AppError(
          'kept_frame_outdated',
          `The frame of ${scope} as of ${keptAsOf} has format ${kept.format}, this version shows ${FRAME_FORMAT}.`,
        )
      }
      const text = await store.read(scope, kept)
      const history: FrameHistory = {
        at: calendar.format(atMs),
        knowledge: 'then',
        kept: true,
        keptAsOf,
        differs: null,
        differing: [],
      }
      return `${text.slice(0, -1)},"history":${JSON.stringify(history)}}`
    },
    async now(scope, atMs, session) {
      const kept = await keptThen(scope, atMs)
      const compares = (ledger: AsOfLedger): boolean =>
        kept !== null && compared.get(ledger)?.key === keyOf(scope, kept)
      return sessions.run(session, atMs, {
        standsWell: ledger =>
          ledger.atMs() <= (kept === null || compares(ledger) ? atMs : kept.asOfMs),
        openAt: kept?.asOfMs ?? atMs,
        work: async (ledger) => {
          const differing = kept === null ? [] : await compare(ledger, scope, kept)
          await ledger.advance(atMs)
          return encode(scope, await ledger.frame(scope), {
            at: calendar.format(atMs),
            knowledge: 'now',
            kept: kept !== null,
            keptAsOf: kept === null ? null : calendar.format(kept.asOfMs),
            differs: kept === null ? null : differing.length > 0,
            differing,
          })
        },
      })
    },
    async kept(scope, fromMs, toMs) {
      const { times, total } = keepDays === 0
        ? { times: [], total: 0 }
        : await store.times(scope, fromMs, toMs, MAX_KEPT_TIMES)
      return {
        scope,
        from: calendar.format(fromMs),
        to: calendar.format(toMs),
        times: times.map(calendar.format),
        total,
      }
    },
  }
}

function keyOf(scope: string, { asOfMs, computedAtMs, epoch }: KeptFrame): string {
  return `${scope} ${asOfMs} ${computedAtMs} ${epoch}`
}
