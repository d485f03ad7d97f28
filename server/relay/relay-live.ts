import type { KnownScopes } from '../live/check-scope.ts'
import type { SavedFrame } from '../live/delta.ts'
import type { LiveFrames } from '../live/live.ts'
import type { Publication } from '../live/publication.ts'
import type { Boards } from '../live/screen.ts'
import type { Mirror, MirrorOptions, MirrorReadings } from './mirror.ts'
import { AppError } from '../errors.ts'
import { checkScope } from '../live/check-scope.ts'
import { createWanted } from '../live/wanted.ts'
import { openMirror } from './mirror.ts'

/** How long a scope that nobody shows stays wanted after GET /frames asked for it. */
const ASKED_MS = 60_000
/** How soon a server that is away is worth another try. */
const RETRY_MS = 3000

export interface RelayLiveOptions
  extends Omit<MirrorOptions, 'wanted' | 'onFrame' | 'onBoards' | 'onServer'> {
  scopes: KnownScopes
  maxScopes: number
  /** How long a question waits for the frame of a scope that nobody showed. */
  frameTimeoutMs: number
}

/** Frames and alarms for walls and feeds, from the server's, without computing any. */
export interface RelayLive extends LiveFrames {
  boards: Boards
  server: Mirror['server']
  serverNow: Mirror['serverNow']
  readings: () => MirrorReadings
  close: () => Promise<void>
}

export function openRelayLive(options: RelayLiveOptions): RelayLive {
  const { scopes, frameTimeoutMs } = options
  const frameListeners = new Set<(publication: Publication) => void>()
  const boardListeners = new Set<() => void>()
  /** Those who wait for the first frame of a scope; each looks again when something is new. */
  const waiting = new Set<() => void>()
  const wanted = createWanted({
    root: scopes.root,
    maxScopes: options.maxScopes,
    askedMs: ASKED_MS,
    now: options.steadyNow,
  })
  const mirror = openMirror({
    ...options,
    wanted: wanted.list,
    onFrame: (publication) => {
      frameListeners.forEach(listener => listener(publication))
      waiting.forEach(look => look())
    },
    onServer: () => waiting.forEach(look => look()),
    onBoards: () => boardListeners.forEach(listener => listener()),
  })

  function check(scope: string): void {
    checkScope(scopes, scope)
    const server = mirror.server()
    if (server === null)
      throw new AppError('server_unavailable', undefined, { retryAfterMs: RETRY_MS })
    if (server.refused.includes(scope)) {
      const message = `GRIDWALL_MAX_SCOPES of the server leaves no room for ${scope}`
      throw new AppError('capacity_reached', message, { retryAfterMs: ASKED_MS })
    }
  }

  /** Resolves with the scope's first frame, or with nothing in time; rejects as `check` throws. */
  async function arrival(scope: string): Promise<SavedFrame | undefined> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => resolve(undefined)), frameTimeoutMs)
      waiting.add(look)

      function look(): void {
        const saved = mirror.saved(scope)
        if (saved !== undefined)
          return settle(() => resolve(saved))
        try {
          check(scope)
        }
        catch (error) {
          settle(() => reject(error))
        }
      }

      function settle(answer: () => void): void {
        clearTimeout(timer)
        waiting.delete(look)
        answer()
      }
    })
  }

  return {
    root: scopes.root,
    peek: mirror.saved,
    async current(scope) {
      check(scope)
      const saved = mirror.saved(scope) ?? await arrival(scope)
      if (saved !== undefined)
        return saved
      const message = `No frame of ${scope} came from the server in ${frameTimeoutMs} ms.`
      throw new AppError('frame_not_ready', message, { retryAfterMs: RETRY_MS })
    },
    watch(scope) {
      check(scope)
      const release = wanted.watch(scope)
      mirror.settle()
      return release
    },
    ask(scope) {
      check(scope)
      wanted.ask(scope)
      mirror.settle()
    },
    subscribe(listener) {
      frameListeners.add(listener)
      return () => frameListeners.delete(listener)
    },
    boards: {
      board: scope =>
        mirror.board(scope) ?? { scope, active: [], total: 0, unacknowledged: 0 },
      subscribe(listener) {
        boardListeners.add(listener)
        return () => boardListeners.delete(listener)
      },
    },
    server: mirror.server,
    serverNow: mirror.serverNow,
    readings: mirror.readings,
    close: mirror.close,
  }
}
