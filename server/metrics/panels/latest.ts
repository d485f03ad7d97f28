import type { City } from '../../../city/city.ts'
import type { LatestPanel } from '../../../contract/panels/latest.ts'
import type { PanelFacts } from '../tick-facts.ts'
import { placeName } from '../place-name.ts'

export function latestPanel(scope: string, facts: PanelFacts, city: City): LatestPanel {
  return {
    events: facts.latest(scope).map(({ scope: _, atMs, ...event }) => ({
      ...event,
      at: facts.calendar.format(atMs),
      place: placeName(event.region, scope, city),
    })),
    perMinute: facts.perMinute.get(scope) ?? 0,
  }
}
