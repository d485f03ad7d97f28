import type { WindowName } from '../../contract/windows.ts'
import type { Span } from '../../recount/city-time.ts'
import { PLAIN_CALENDAR } from '../../city/check-calendar.ts'
import { WINDOWS } from '../../contract/windows.ts'
import { createCityTime } from '../../recount/city-time.ts'

/** Midnight that began the zone's day of the moment, moved by whole days of the calendar. */
export function midnight(now: number, zone: string, days = 0): number {
  return createCityTime(zone, PLAIN_CALENDAR).dayStart(now, days)
}

/** The windows of a frame as instants, where days begin at midnight. */
export function recountedWindows(now: number, zone: string): Record<WindowName, Span> {
  const { window } = createCityTime(zone, PLAIN_CALENDAR)
  return Object.fromEntries(WINDOWS.map(name => [name, window(name, now)])) as
    Record<WindowName, Span>
}
