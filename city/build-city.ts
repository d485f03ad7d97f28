import type { AlarmRules } from '../contract/alarm-rules.ts'
import type { CalendarRules } from '../contract/calendar.ts'
import type { MetricDefinition } from '../contract/metric-definition.ts'
import type { Region } from '../contract/profile.ts'
import type { Scenes } from '../contract/scene.ts'
import type { City, Outlines } from './city.ts'
import type { ProfileFile } from './profile-file.ts'
import { CityError } from './city-error.ts'
import { fingerprint } from './fingerprint.ts'
import { NO_ALARMS } from './read-alarms.ts'

/** What stands in files of its own beside profile.json and regions.csv. */
export interface CityParts {
  metrics: readonly MetricDefinition[]
  calendar: CalendarRules
  /** @default none */
  alarms?: AlarmRules
  scenes: Scenes
  outlines: Outlines | null
}

/** Puts checked parts together. Paths are computed once, here: intake asks for one per event. */
export function buildCity(
  profile: ProfileFile,
  regions: ReadonlyMap<string, Region>,
  { metrics, calendar, alarms = NO_ALARMS, scenes, outlines }: CityParts,
): City {
  const categories = new Map(profile.categories.map(item => [item.code, item]))
  const scopeLevels = new Set(profile.levels.filter(level => level.scope).map(level => level.code))
  const paths = new Map<string, readonly string[]>()
  const children = new Map<string, Region[]>()
  for (const region of regions.values()) {
    const above = region.parent === null ? [] : paths.get(region.parent) ?? []
    const isScope = scopeLevels.has(region.level)
    paths.set(region.code, isScope ? Object.freeze([...above, region.code]) : above)
    if (region.parent !== null && isScope)
      children.set(region.parent, [...children.get(region.parent) ?? [], region])
  }
  const rootCategories = new Map<string, string>()
  for (const { code, parent } of profile.categories)
    rootCategories.set(code, parent === null ? code : rootCategories.get(parent) ?? parent)

  return Object.freeze({
    ...profile,
    root: paths.keys().next().value ?? '',
    regions,
    categories,
    channels: new Map(profile.channels.map(item => [item.code, item])),
    metrics,
    calendar,
    alarms,
    scenes,
    outlines,
    fingerprint: fingerprint(profile, regions, calendar),
    isScope: (code: string) => scopeLevels.has(regions.get(code)?.level ?? ''),
    scopePath: (region: string) => paths.get(region) ?? unknown('region', region),
    children: (scope: string) => children.get(scope) ?? [],
    rootCategory: (code: string) => rootCategories.get(code) ?? unknown('category', code),
  })
}

function unknown(kind: 'region' | 'category', code: string): never {
  throw new CityError(`unknown_${kind}`, `${kind} '${code}' is not in the profile`)
}
