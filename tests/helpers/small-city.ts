import type { City } from '../../city/city.ts'
import type { Region } from '../../contract/profile.ts'
import { buildCity } from '../../city/build-city.ts'
import { PLAIN_CALENDAR } from '../../city/check-calendar.ts'
import { DEFAULT_SCENES } from '../../city/read-scenes.ts'
import { plainMetrics } from './plain-metrics.ts'

const REGIONS: Region[] = [
  { code: 'c', name: 'City', level: 'city', parent: null },
  { code: 'n', name: 'North', level: 'county', parent: 'c' },
  { code: 's', name: 'South', level: 'county', parent: 'c' },
  { code: 'n-grid', name: 'Grid 1', level: 'grid', parent: 'n' },
]

/** One city, two counties and a grid; scopes are `c`, `n` and `s`. */
export function smallCity(): City {
  return buildCity({
    id: 'small',
    name: 'Small',
    title: 'Small city',
    locale: 'en',
    timezone: 'UTC',
    levels: [
      { code: 'city', name: 'City', scope: true, schematic: false },
      { code: 'county', name: 'County', scope: true, schematic: false },
      { code: 'grid', name: 'Grid', scope: false, schematic: true },
    ],
    categories: [{ code: 'order', name: 'Public order', parent: null }],
    channels: [{ code: 'patrol', name: 'Patrol' }],
    workflow: [{ code: 'report', name: 'Report', events: ['reported'] }],
    dueSoonHours: 2,
    mapNote: '',
  }, new Map(REGIONS.map(region => [region.code, region])), {
    metrics: plainMetrics(),
    calendar: PLAIN_CALENDAR,
    scenes: DEFAULT_SCENES,
    outlines: null,
  })
}
