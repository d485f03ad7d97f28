import type { SourceStatus } from '../ports.ts'
import type { SourceRecord } from './source-record.ts'

/** A source that brought nothing new for so long is quiet, as long as it is heard. */
export const QUIET_AFTER_MS = 60_000

/**
 * How a source stands. Judged by when it was heard, never by event times: those of a replay are
 * years old, and those of a quiet night stand still.
 * @param name as configured
 * @param record what is remembered of it; undefined: nothing
 * @param now the server's clock, milliseconds since 1970
 * @param lateAfterMs silence from which on it is late
 */
export function sourceStatus(
  name: string,
  record: SourceRecord | undefined,
  now: number,
  lateAfterMs: number,
): SourceStatus {
  if (record === undefined)
    return { name, state: 'never', heardAt: null, since: null, watermark: null }
  const { heardAt, eventAt, watermark } = record
  if (now - heardAt > lateAfterMs)
    return { name, state: 'late', heardAt, since: heardAt, watermark }
  if (eventAt !== null && now - eventAt <= QUIET_AFTER_MS)
    return { name, state: 'live', heardAt, since: null, watermark }
  return { name, state: 'quiet', heardAt, since: eventAt, watermark }
}
