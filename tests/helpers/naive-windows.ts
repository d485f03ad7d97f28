import type { WindowName } from '../../contract/windows.ts'
import type { Span } from './naive-metrics.ts'
import { DateTime } from 'luxon'

/** Midnight that began the zone's day of the moment, moved by whole days of the calendar. */
export function midnight(now: number, zone: string, days = 0): number {
  return DateTime.fromMillis(now, { zone }).startOf('day').plus({ days }).toMillis()
}

/** The named windows as instants; every one ends with the day of `now`. */
export function naiveWindows(now: number, zone: string): Record<WindowName, Span> {
  const to = midnight(now, zone, 1)
  return {
    'today': { from: midnight(now, zone), to },
    '7d': { from: midnight(now, zone, -6), to },
    '30d': { from: midnight(now, zone, -29), to },
    'month': { from: DateTime.fromMillis(now, { zone }).startOf('month').toMillis(), to },
    'todate': { from: -Infinity, to },
  }
}
