import type { SourceFreshness } from '../../contract/sources.ts'

/** How many of those that should report do. Always fewer than all. */
export interface Coverage { reporting: number, all: number }

const REPORTS: readonly SourceFreshness['state'][] = ['live', 'quiet']

/** Of the configured sources; null where all of them report, or none is configured. */
export function coverageOf(sources: readonly Pick<SourceFreshness, 'state'>[]): Coverage | null {
  return coverage(sources.filter(({ state }) => REPORTS.includes(state)).length, sources.length)
}

/** Null where everything reports. */
export function coverage(reporting: number, all: number): Coverage | null {
  return reporting < all ? { reporting, all } : null
}
