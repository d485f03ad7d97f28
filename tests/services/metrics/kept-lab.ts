import type { KeptAnswers } from '../../../server/metrics/kept-answers.ts'
import type { MetricsLab } from '../../helpers/metrics-lab.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { scopesOf } from '../../../server/intake/case-version.ts'
import { createFrameComputer } from '../../../server/metrics/frame-computer.ts'

type Params = Readonly<Record<string, unknown>>

/** The same database; each question is told of first, and may be answered in its place. */
export function overheard(
  database: MetricsLab['database'],
  hear: (sql: string, params: Params) => object[] | undefined,
): MetricsLab['database'] {
  return {
    ...database,
    query: async <Row>(sql: string, params: Params = {}) =>
      hear(sql, params) as Row[] | undefined ?? database.query<Row>(sql, params),
  }
}

/** Loads events and tells `kept` of it, as the loader does. */
export async function loadTold(
  lab: MetricsLab,
  kept: KeptAnswers,
  events: Parameters<MetricsLab['load']>[0],
): Promise<void> {
  const { city, database } = lab
  await lab.load(events)
  const [added] = await database.query<{ versions: number }>(
    'SELECT sum(sums[1]) AS versions FROM additions WHERE kind = \'versions\'',
  )
  const { versions } = added!
  const scopes = new Set([...city.regions.keys()].flatMap(code => scopesOf(code, city)))
  kept.loading({ scopes, events: events.length, versions, again: false })()
}

/** What a computer that keeps nothing says at the same moment. */
export async function freshFrames(lab: MetricsLab, scopes: readonly string[]): Promise<object> {
  const { city, database, now } = lab
  const calendar = createCalendar(city.timezone, city.calendar)
  const computer = createFrameComputer({ city, calendar, database, wallNow: () => now })
  return Object.fromEntries(await computer.compute(scopes, now))
}
