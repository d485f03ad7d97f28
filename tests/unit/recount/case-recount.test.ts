import type { RecountEvent } from '../../../recount/recount-event.ts'
import { expect, it } from 'vitest'
import { createCaseRecount } from '../../../recount/case-recount.ts'
import { createLedgerRecount } from '../../../recount/ledger-recount.ts'
import { toRecountEvent } from '../../../recount/recount-event.ts'
import { caseStream } from '../../helpers/case-stream.ts'
import { rulesOf } from '../../helpers/rules-of.ts'
import { seeded } from '../../helpers/seeded.ts'
import { smallCity } from '../../helpers/small-city.ts'

const START = Date.UTC(2025, 2, 1)
const NOW = START + 40 * 86_400_000
const PLACES = ['c', 'n', 's', 'n-grid']

/** The stream's events with places of the small city. */
function events(count: number): RecountEvent[] {
  const city = smallCity()
  const stream = caseStream(seeded(3), {
    categories: [...city.categories.keys()],
    channels: [...city.channels.keys()],
  }, START)
  return Array.from({ length: count }, (_, i) => {
    const { region, ...event } = toRecountEvent(stream.next().value, i + 1)
    return region === undefined ? event : { ...event, region: PLACES[i % PLACES.length]! }
  })
}

it('counts what a whole ledger counts at its end', () => {
  const rules = rulesOf(smallCity())
  const all = events(3000)
  const whole = createLedgerRecount(rules)
  whole.add(all)
  whole.moveTo(all.length)
  const cases = createCaseRecount(rules)
  for (const caseId of new Set(all.map(event => event.caseId)))
    cases.add(all.filter(event => event.caseId === caseId))
  expect(cases.events()).toBe(all.length)
  const numbers = (recount: typeof cases | typeof whole): unknown =>
    (['30d', 'month', 'todate'] as const).flatMap((window) => {
      const of = recount.inWindow({ span: rules.time.window(window, NOW), now: NOW })
      return rules.profile.metrics.flatMap(metric => ['c', 'n', 's'].flatMap(scope =>
        (['net', 'all'] as const).map(counting => of(metric, scope, { counting, aggregation: 'mean' }))))
    })
  expect(numbers(cases)).toEqual(numbers(whole))
  expect(cases.casesOf('c').length).toBeGreaterThan(500)
  expect(cases.directCasesOf('c').length).toBe(whole.directCasesOf('c').length)
})

it('stands at its end and nowhere else', () => {
  const recount = createCaseRecount(rulesOf(smallCity()))
  recount.add(events(1))
  expect(() => recount.moveTo(1)).not.toThrow()
  expect(() => recount.moveTo(2)).toThrow('cannot move to 2')
})
