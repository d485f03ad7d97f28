import type { MapPanel } from '../../contract/panels/map.ts'

/** Codes of the areas that deserve a label, most overdue first. */
export function mostLate(areas: MapPanel['areas'], count: number): string[] {
  return [...areas]
    .sort((a, b) => b.overdue - a.overdue || b.open - a.open)
    .slice(0, count)
    .map(area => area.code)
}
