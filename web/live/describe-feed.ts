import type { FrameHead } from '../../contract/frame.ts'
import type { Messages } from '../i18n/messages.ts'
import type { Freshness } from './freshness.ts'
import { ageText } from '../format/duration.ts'
import { countText } from '../format/figure.ts'
import { catchingUpOf, LAG_WORTH_TELLING } from './catching-up.ts'
import { coverageOf } from './coverage.ts'
import { describeSources, quietSince } from './describe-sources.ts'
import { behindText } from './panel-state.ts'

export interface FeedWords {
  text: string
  tone: 'ok' | 'warn' | 'alarm' | 'stale'
  shape: 'dot' | 'ring' | 'triangle' | 'diamond' | 'clock' | 'part' | 'ahead'
}

/** A tick or two may fail; numbers that have become old by it are an alarm. */
const FAILING = {
  new: { tone: 'warn', shape: 'clock' },
  old: { tone: 'alarm', shape: 'diamond' },
} as const satisfies Record<string, Omit<FeedWords, 'text'>>

/** One sentence on whether the numbers can be believed: the worst thing that is known. */
export function describeFeed(
  head: Pick<FrameHead, 'computedAt' | 'clock' | 'lag' | 'staleSince' | 'sources'> | null,
  link: 'connecting' | 'up' | 'down' | 'refused',
  { state, ageMs }: Freshness,
  serverNowMs: number,
  t: Messages,
  timeOf: (ms: number) => string,
): FeedWords {
  const { header } = t
  const age = ageText(ageMs, t)
  const aged = head === null ? '' : ` · ${header.fresh(age)}`
  if (link === 'refused')
    return { text: header.refused + aged, tone: 'alarm', shape: 'diamond' }
  if (link === 'down')
    return { text: header.down + aged, tone: isStill(state) ? 'stale' : 'alarm', shape: 'diamond' }
  if (head === null)
    return { text: header.waiting, tone: 'warn', shape: 'clock' }
  if (head.staleSince !== null) {
    const since = ageText(Math.max(0, serverNowMs - Date.parse(head.staleSince)), t)
    return { text: header.failing(since), ...FAILING[state === 'live' ? 'new' : 'old'] }
  }
  if (isStill(state))
    return { text: header.stale(age), tone: 'stale', shape: 'clock' }
  if (state === 'late')
    return { text: header.late(age), tone: 'warn', shape: 'clock' }
  const sources = describeSources(head.sources, serverNowMs, t, timeOf)
  if (sources?.state === 'late')
    return { text: sources.text, tone: 'warn', shape: 'triangle' }
  const behindNow = catchingUpOf(head)
  if (behindNow !== null)
    return { text: behindText(behindNow, t, timeOf), tone: 'warn', shape: 'ahead' }
  if (head.lag.events >= LAG_WORTH_TELLING) {
    const behind = header.behind(countText(head.lag.events, t))
    return { text: `${header.fresh(age)} · ${behind}`, tone: 'warn', shape: 'triangle' }
  }
  // Never connected: no fault of now, but what it would bring is missing from every number.
  const coverage = coverageOf(head.sources)
  if (coverage !== null) {
    const share = t.panelState.sources(coverage.reporting, coverage.all)
    return { text: `${header.fresh(age)} · ${share}`, tone: 'warn', shape: 'part' }
  }
  // Numbers that stand still because nothing happens: that is no alarm, and not nothing either.
  if (quietSince(head.sources) !== undefined)
    return { text: `${header.fresh(age)} · ${header.quiet}`, tone: 'ok', shape: 'ring' }
  return { text: header.fresh(age), tone: 'ok', shape: 'dot' }
}

function isStill(state: Freshness['state']): boolean {
  return state === 'stale' || state === 'failing'
}
