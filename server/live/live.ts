import type { AuditHead } from '../../contract/audit.ts'
import type { Frame, Lag } from '../../contract/frame.ts'
import type { Clock, FrameComputer, FrameContent, Gate, Intake } from '../ports.ts'
import type { Turns } from '../turns.ts'
import type { KnownScopes } from './check-scope.ts'
import type { SavedFrame } from './delta.ts'
import type { Publication } from './publication.ts'
import { AppError } from '../errors.ts'
import { checkScope } from './check-scope.ts'
import { toFrameSources } from './frame-sources.ts'
import { createHub } from './hub.ts'
import { createTicker } from './ticker.ts'
import { createWanted } from './wanted.ts'

/** How long a scope that nobody shows stays in the tick after GET /frames asked for it. */
const ASKED_MS = 60_000

/** Frames of all scopes on show, kept current by whoever does: what walls and feeds stand on. */
export interface LiveFrames {
  root: string
  /** The frame now, if the scope has one. */
  peek: (scope: string) => SavedFrame | undefined
  /**
   * The frame, after at most `frameTimeoutMs` for a scope that was cold; `watch` or `ask` first.
   * Rejects with AppError `unknown_scope` or `frame_not_ready`.
   */
  current: (scope: string) => Promise<SavedFrame>
  /** Keeps the scope in the ticks until the release. Throws AppError. */
  watch: (scope: string) => () => void
  /** Keeps the scope in the ticks for a minute. Throws AppError. */
  ask: (scope: string) => void
  subscribe: (listener: (publication: Publication) => void) => () => void
}

/** The frames as this process computes them. */
export interface Live extends LiveFrames {
  start: () => void
  close: () => Promise<void>
}

export interface LiveOptions {
  computer: FrameComputer
  intake: Pick<Intake, 'status' | 'onLoaded' | 'sources'>
  gate: Gate
  /** Told when ticks may begin, so that loads end just before. @default nobody waits for ticks */
  turns?: Pick<Turns, 'noTickBefore'>
  clock: Clock
  scopes: KnownScopes
  limits: { tickMs: number, idleTickMs: number, maxScopes: number }
  frameTimeoutMs: number
  /** Random, new with every start. */
  epoch: string
  /** The machine's time, ms since 1970. */
  wallNow: () => number
  /** A clock that never jumps, ms. */
  steadyNow: () => number
  /** What the audit says at this moment. @default nothing */
  audit?: () => AuditHead | null
  /** Hears about every tick: how long it worked, and why it failed. */
  onTick: (workedMs: number, failure: unknown) => void
}

export function createLive(options: LiveOptions): Live {
  const { computer, intake, gate, clock, scopes, limits, wallNow, steadyNow } = options
  const hub = createHub(options.epoch)
  const wanted = createWanted({
    root: scopes.root,
    maxScopes: limits.maxScopes,
    askedMs: ASKED_MS,
    now: steadyNow,
  })
  const onPace = options.turns?.noTickBefore ?? (() => {})
  const ticker = createTicker({ tick, ...limits, now: steadyNow, onPace })
  const stopListening = intake.onLoaded(ticker.notify)
  let staleSince: string | null = null
  let lastLag: Lag = { events: 0, since: null }

  async function tick(): Promise<number> {
    let startedAt = steadyNow()
    let failure: unknown = null
    try {
      // The lag is read before a load may follow: it belongs to the same point of the ledger.
      const { contents, moment } = await gate.run(async () => {
        startedAt = steadyNow()
        const wallMs = wallNow()
        const contents = await computeAll(wanted.list(), wallMs)
        // The very moment that was counted with: a proof of the minute counts with it again.
        const computedAt = isoOf(wallMs)
        const sources = toFrameSources(intake.sources())
        const audit = options.audit?.() ?? null
        const lag = readLag()
        return { contents, moment: { computedAt, clock: clock.mode, lag, sources, audit } }
      })
      hub.put(contents, moment)
      staleSince = null
    }
    catch (error) {
      failure = error
      staleSince ??= isoOf(wallNow())
      hub.markStale(staleSince, lagOfFailure(), toFrameSources(intake.sources()))
    }
    const workedMs = steadyNow() - startedAt
    options.onTick(workedMs, failure)
    return workedMs
  }

  async function computeAll(
    wantedScopes: string[],
    wallMs: number,
  ): Promise<ReadonlyMap<string, FrameContent>> {
    const contents = await computer.compute(wantedScopes, clock.now(), wallMs)
    const missing = wantedScopes.filter(scope => !contents.has(scope))
    if (missing.length > 0)
      throw new AppError('internal', `No frame was computed of ${missing.join(', ')}.`)
    return contents
  }

  function readLag(): Lag {
    const { pendingEvents, pendingSince } = intake.status()
    const since = pendingSince === null ? null : isoOf(pendingSince)
    return (lastLag = { events: pendingEvents, since })
  }

  /** What failed may be the state store itself: then the last known lag stays. */
  function lagOfFailure(): Lag {
    try {
      return readLag()
    }
    catch {
      return lastLag
    }
  }

  return {
    root: scopes.root,
    peek: hub.get,
    async current(scope) {
      checkScope(scopes, scope)
      const saved = hub.get(scope) ?? await afterNextTick(scope)
      if (saved)
        return saved
      const message = `No frame of ${scope} after a tick or ${options.frameTimeoutMs} ms.`
      throw new AppError('frame_not_ready', message, { retryAfterMs: limits.idleTickMs })
    },
    watch(scope) {
      checkScope(scopes, scope)
      return wanted.watch(scope)
    },
    ask(scope) {
      checkScope(scopes, scope)
      wanted.ask(scope)
    },
    subscribe: hub.subscribe,
    start: ticker.start,
    async close() {
      stopListening()
      await ticker.close()
    },
  }

  async function afterNextTick(scope: string): Promise<SavedFrame | undefined> {
    let timer: NodeJS.Timeout | undefined
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, options.frameTimeoutMs)
    })
    await Promise.race([ticker.next(), timeout])
    clearTimeout(timer)
    return hub.get(scope)
  }
}

function isoOf(ms: number): Frame['computedAt'] {
  return new Date(ms).toISOString()
}
