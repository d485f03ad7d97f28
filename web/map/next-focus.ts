import type { MapPanel } from '../../contract/panels/map.ts'
import { mostLate } from './most-late.ts'

/** The region after `last` among those with overdue cases, most overdue first; null without any. */
export function nextFocus(areas: MapPanel['areas'], last: string | null): string | null {
  const late = areas.filter(area => area.overdue > 0)
  const order = mostLate(late, late.length)
  // An unknown or missing last is at -1, so that the walk begins with the worst.
  return order[(order.indexOf(last ?? '') + 1) % order.length] ?? null
}
