import type { QualityCounts } from '../../contract/quality.ts'
import type { SourceFreshness, SourceState } from '../../contract/sources.ts'
import type { Messages } from '../i18n/messages.ts'
import type { MarkShape } from '../parts/mark-shape.ts'
import { durationText } from '../format/duration.ts'
import { countText } from '../format/figure.ts'

/** The mark of each state: nobody needs to tell them apart by colour. */
export const STATE_SHAPES: Record<SourceState, MarkShape> = {
  live: 'dot',
  quiet: 'ring',
  late: 'triangle',
  never: 'dash',
}

export interface SourceWords {
  /** The state that counts: late before never before the others. */
  state: SourceState
  text: string
}

/** One sentence on the sources; null while there are none. `timeOf` writes a moment, short. */
export function describeSources(
  sources: readonly SourceFreshness[],
  serverNowMs: number,
  t: Messages,
  timeOf: (ms: number) => string,
): SourceWords | null {
  const words = t.sources
  if (sources.length === 0)
    return null
  const late = sources.filter(({ state }) => state === 'late')
  if (late.length > 0) {
    const each = late.map(({ name, since }) => words.late(timeOf(Date.parse(since!)), name))
    return { state: 'late', text: each.join(words.and) }
  }
  const never = sources.filter(({ state }) => state === 'never')
  if (never.length > 0)
    return { state: 'never', text: words.never(never.map(({ name }) => name).join(words.and)) }
  const since = quietSince(sources)
  if (since === undefined)
    return { state: 'live', text: words.fine(sources.length) }
  const length = since === null ? '' : durationText(serverNowMs - since, t)
  return { state: 'quiet', text: words.quiet(length) }
}

/**
 * Since when no source has anything new, though all of them are heard; null: there never was
 * anything. Undefined while that is not so.
 */
export function quietSince(sources: readonly SourceFreshness[]): number | null | undefined {
  const connected = sources.filter(({ state }) => state !== 'never')
  if (connected.length === 0 || connected.some(({ state }) => state !== 'quiet'))
    return undefined
  const times = connected.flatMap(({ since }) => since === null ? [] : [Date.parse(since)])
  return times.length === 0 ? null : Math.max(...times)
}

/** What somebody has to look into, of today; '' when there is nothing. */
export function describeTrouble(totals: QualityCounts | null, t: Messages): string {
  if (totals === null)
    return ''
  const { columns } = t.quality
  const parts = (['rejected', 'conflicts', 'orphans'] as const)
    .filter(key => totals[key] > 0)
    .map(key => `${columns[key]} ${countText(totals[key], t)}`)
  return parts.length === 0 ? '' : t.sources.today(parts.join(' · '))
}
