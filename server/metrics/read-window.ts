import type { WindowName } from '../../contract/windows.ts'
import type { Calendar } from '../calendar.ts'
import type { DayRange } from './moment.ts'
import { DateTime } from 'luxon'
import { AppError } from '../errors.ts'
import { windowDays } from './moment.ts'

/** A stretch of time a request asks for: whole days of the profile's zone, or any instants. */
export type Stretch
  = | { kind: 'days', range: DayRange }
    | { kind: 'instants', fromMs: number, toMs: number }

export interface WindowQuery {
  window?: WindowName | undefined
  from?: string | undefined
  to?: string | undefined
}

const ZONED_TIME = /T.*(?:Z|[+-]\d{2}:\d{2})$/
const DATE = /^\d{4}-\d{2}-\d{2}$/

/**
 * Reads `window=` or `from=&to=`. Instants on midnights of the zone are days, which the roll-ups
 * answer; others are counted from the cases themselves. Without anything: today.
 * @throws AppError invalid_request
 */
export function readWindow(query: WindowQuery, now: number, calendar: Calendar): Stretch {
  const { window, from, to } = query
  if (from === undefined && to === undefined)
    return { kind: 'days', range: windowDays(window ?? 'today', now, calendar) }
  if (window !== undefined)
    throw new AppError('invalid_request', 'Give either window, or from and to.')
  if (from === undefined || to === undefined)
    throw new AppError('invalid_request', 'from and to go together.')
  const fromMs = readInstant('from', from, calendar)
  const toMs = readInstant('to', to, calendar)
  if (fromMs >= toMs)
    throw new AppError('invalid_request', 'from must lie before to.')
  const range = { from: calendar.dayOf(fromMs), to: calendar.dayOf(toMs) }
  const wholeDays = calendar.startOfDay(range.from) === fromMs
    && calendar.startOfDay(range.to) === toMs
  return wholeDays ? { kind: 'days', range } : { kind: 'instants', fromMs, toMs }
}

/** RFC 3339 with a zone, or a date, which is its midnight in the profile's zone. */
function readInstant(name: string, text: string, calendar: Calendar): number {
  const instant = DateTime.fromISO(text, { zone: calendar.zone })
  if ((!ZONED_TIME.test(text) && !DATE.test(text)) || !instant.isValid) {
    throw new AppError(
      'invalid_request',
      `${name} must be a date like 2026-11-21 or a time with a zone like 2026-11-21T08:00:00+08:00 `
      + '(a + is written %2B in a URL).',
    )
  }
  return instant.toMillis()
}
