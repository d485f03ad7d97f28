import type { Comparison, NamedWindow } from '../../contract/windows.ts'
import type { Calendar } from '../calendar.ts'
import type { Stretch } from './windows.ts'
import { DateTime } from 'luxon'
import { AppError } from '../errors.ts'
import { comparedStretch, shiftedStretch, windowDays } from './windows.ts'

export interface WindowQuery {
  window?: NamedWindow | undefined
  from?: string | undefined
  to?: string | undefined
}

const DAY_MS = 86_400_000
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

/** What the answer to the same query is compared with; null where there is nothing earlier. */
export function readComparison(
  query: WindowQuery,
  stretch: Stretch,
  against: Comparison,
  now: number,
  calendar: Calendar,
): Stretch | null {
  if (query.from === undefined)
    return comparedStretch(query.window ?? 'today', against, now, calendar)
  const bounds = stretch.kind === 'instants'
    ? stretch
    : {
        fromMs: calendar.startOfDay(stretch.range.from),
        toMs: calendar.startOfDay(stretch.range.to),
      }
  return shiftedStretch(bounds, against, calendar)
}

/** RFC 3339 with a zone, or a date, which is the beginning of that day of the city. */
function readInstant(name: string, text: string, calendar: Calendar): number {
  const instant = DateTime.fromISO(text, { zone: calendar.zone })
  if ((!ZONED_TIME.test(text) && !DATE.test(text)) || !instant.isValid) {
    throw new AppError(
      'invalid_request',
      `${name} must be a date like 2026-11-21 or a time with a zone like 2026-11-21T08:00:00+08:00 `
      + '(a + is written %2B in a URL).',
    )
  }
  return DATE.test(text)
    ? calendar.startOfDay(Math.floor(Date.parse(text) / DAY_MS))
    : instant.toMillis()
}
