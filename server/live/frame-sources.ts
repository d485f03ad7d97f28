import type { SourceFreshness } from '../../contract/sources.ts'
import type { SourceStatus } from '../ports.ts'

const MINUTE_MS = 60_000

/**
 * Sources as frames carry them. Times that move with every event are cut to the minute: a busy
 * source then changes its entry once a minute and not with every tick, for thousands of screens.
 */
export function toFrameSources(sources: readonly SourceStatus[]): SourceFreshness[] {
  return sources.map(({ name, state, heardAt, since, watermark }) => ({
    name,
    state,
    lastHeardAt: minuteOf(heardAt),
    since: since === null ? null : new Date(since).toISOString(),
    watermark: minuteOf(watermark),
  }))
}

function minuteOf(ms: number | null): string | null {
  return ms === null ? null : new Date(Math.floor(ms / MINUTE_MS) * MINUTE_MS).toISOString()
}
