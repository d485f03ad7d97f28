import type { City } from '../../../city/city.ts'
import type { LatestPanel } from '../../../contract/panels/latest.ts'
import type { LatestRow } from '../questions/latest.ts'
import type { PanelFacts } from '../tick-facts.ts'
import { memoOf } from '../../memo.ts'
import { placeName } from '../place-name.ts'

/** A row is of one scope, and stays in its list for many ticks. */
const toEvent = memoOf((
  { scope, atMs, ...event }: LatestRow,
  { calendar }: PanelFacts,
  city: City,
): LatestPanel['events'][number] => ({
  ...event,
  at: calendar.format(atMs),
  place: placeName(event.region, scope, city),
}))

export function latestPanel(scope: string, facts: PanelFacts, city: City): LatestPanel {
  return {
    events: facts.latest(scope).map(row => toEvent(row, facts, city)),
    perMinute: facts.perMinute.get(scope) ?? 0,
  }
}
