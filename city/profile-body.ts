import type { ProfileBody } from '../contract/profile.ts'
import type { City } from './city.ts'

/** What a wall is told of the city. */
export function toProfileBody(city: City): ProfileBody {
  return {
    id: city.id,
    name: city.name,
    title: city.title,
    locale: city.locale,
    ...city.labels && { labels: city.labels },
    ...city.shortTitles && { shortTitles: city.shortTitles },
    timezone: city.timezone,
    root: city.root,
    levels: [...city.levels],
    regions: [...city.regions.values()],
    categories: [...city.categories.values()],
    channels: [...city.channels.values()],
    workflow: [...city.workflow],
    metrics: [...city.metrics],
    calendar: city.calendar,
    alarms: city.alarms,
    dueSoonHours: city.dueSoonHours,
    ...city.scenes,
    mapNote: city.mapNote,
  }
}
