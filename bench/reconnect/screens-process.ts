import type { Frame } from '../../contract/frame.ts'
import type { Screen } from '../../simulator/load/screens/screen.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerCalls } from '../../simulator/load/processes/answer-calls.ts'
import { openScreen } from '../../simulator/load/screens/screen.ts'
import { steadyNow } from '../../simulator/load/steady-now.ts'

const POLL_MS = 20
const CONNECT_AT_ONCE = 50

export interface Returned {
  /** Until the last of them had a whole frame again; NaN: some never had. */
  backMs: number
  /** Screens that connected twice within a second after the cut. */
  hasty: number
  /** What is shown: one frame a scope, and how many screens show another. */
  frames: Frame[]
  differing: number
}

let screens: Screen[] = []

const calls = {
  show: async ({ url, scopes }: { url: string, scopes: string[] }): Promise<void> => {
    for (const scope of scopes) {
      screens.push(openScreen({ url, token: null, scope }))
      while (screens.filter(screen => screen.frame() === null).length >= CONNECT_AT_ONCE)
        await sleep(POLL_MS)
    }
    while (screens.some(screen => screen.frame() === null))
      await sleep(POLL_MS)
  },
  /** Cuts all connections and waits until every screen has a frame of after the cut. */
  cut: async ({ timeoutMs }: { timeoutMs: number }): Promise<Returned> => {
    const at = steadyNow()
    const before = screens.map(screen => screen.returns())
    const old = screens.map(screen => screen.frame())
    screens.forEach(screen => screen.cut())
    const isBack = (screen: Screen, i: number): boolean =>
      screen.returns() > before[i]! && screen.isConnected() && screen.frame() !== old[i]
    while (!screens.every(isBack) && steadyNow() - at < timeoutMs)
      await sleep(POLL_MS)
    const backMs = screens.every(isBack) ? steadyNow() - at : Number.NaN
    const hasty = screens.filter(screen => isHasty(screen, at)).length
    return { backMs, hasty, ...await agreement(timeoutMs) }
  },
  leave: (_: null): void => {
    screens.forEach(screen => screen.close())
    screens = []
  },
}
export type ReconnectCalls = typeof calls

answerCalls(calls)

/** Of the connections since a cut: the next cut may come right after a screen is back. */
function isHasty(screen: Screen, since: number): boolean {
  const made = screen.connections().filter(at => at >= since)
  return made.some((at, i) => i > 0 && at - made[i - 1]! < 1000)
}

/** Screens of a scope may differ while a delta is on its way to some of them. */
async function agreement(timeoutMs: number): Promise<Pick<Returned, 'frames' | 'differing'>> {
  const until = steadyNow() + timeoutMs
  for (;;) {
    const first = new Map<string, Frame>()
    let differing = 0
    for (const screen of screens) {
      const frame = screen.frame()
      const known = first.get(screen.scope)
      if (frame !== null && known === undefined)
        first.set(screen.scope, frame)
      else if (JSON.stringify(frame?.panels) !== JSON.stringify(known?.panels))
        differing++
    }
    if (differing === 0 || steadyNow() > until)
      return { frames: [...first.values()], differing }
    await sleep(POLL_MS)
  }
}
