import type { City } from '../../city/city.ts'
import type { NamedWindow } from '../../contract/windows.ts'
import type { Calendar } from '../../server/calendar.ts'
import type { Database } from '../../server/clickhouse/database.ts'
import type { Bench } from '../bench.ts'
import type { Figure } from '../report/figure.ts'
import type { RawQuestion } from './raw-sql.ts'
import { NAMED_WINDOWS } from '../../contract/windows.ts'
import { createCalendar } from '../../server/calendar.ts'
import { askMetrics } from '../../server/metrics/ask-metrics.ts'
import { momentOf } from '../../server/metrics/moment.ts'
import { windowDays } from '../../server/metrics/windows.ts'
import { steadyNow } from '../../simulator/load/steady-now.ts'
import { openCaseStream } from '../load/case-stream.ts'
import { startEngine } from '../processes/start-engine.ts'
import { PROFILE } from '../processes/start-server.ts'
import { median } from '../report/median.ts'
import { fillHistory } from '../tick/fill-history.ts'
import { BEFORE, createTicking } from '../tick/ticking.ts'
import { measureAuditShare } from './audit-share.ts'
import { rawSql } from './raw-sql.ts'

const CASES = 5_000_000
const CASES_SHORT = 11_000
const ROUNDS = 5
/** The greatest of so many ratios is the most disturbed one as well: these are measured longer. */
const WORST = 10
const ROUNDS_OF_WORST = 25
const TICKS = 12
const AUDIT_MS = 60_000
const AUDIT_SHORT_MS = 1000
/** Weighted sums are rounded to six digits. */
const SAME = 1e-6

/**
 * Every metric of all streets in every window against SQL by hand, a tick of all scopes, and what
 * the audit takes in the background.
 */
export const metricsBench: Bench = async ({ short, home, opened, say }) => {
  const { city } = await openCaseStream(home, PROFILE)
  const engine = await startEngine(home)
  const { database } = engine
  opened.add(engine.stop)
  const now = Date.now()
  const history = await fillHistory(database, city, short ? CASES_SHORT : CASES, now)
  say(`${history.events} events of ${history.cases} cases, ${history.open} of them open`)
  const calendar = createCalendar(city.timezone, city.calendar)
  const lab: Lab = { database, city, calendar, now, streets: regionsOf(city, 'street') }
  return [
    ...await compareAll(lab, say),
    ...await timeTicks(lab, say),
    ...await measureAuditShare(engine, city, short ? AUDIT_SHORT_MS : AUDIT_MS),
  ]
}

interface Lab {
  database: Database
  city: City
  calendar: Calendar
  now: number
  streets: readonly string[]
}

interface Answer { scope: string, value: number | null }

interface Pair { name: string, window: NamedWindow, ours: number, raw: number, wrong: number }

async function compareAll(lab: Lab, say: (line: string) => void): Promise<Figure[]> {
  const pairs: Pair[] = []
  for (const { id } of lab.city.metrics) {
    for (const window of NAMED_WINDOWS)
      pairs.push(await compare(lab, id, window))
  }
  const again: Pair[] = []
  for (const { name, window } of byRatio(pairs).slice(0, WORST))
    again.push(await compare(lab, name, window, ROUNDS_OF_WORST))
  const worst = byRatio(again)
  for (const { name, window, ours, raw } of worst)
    say(`${name} ${window}: ${ours.toFixed(1)} ms, by hand ${raw.toFixed(1)} ms`)
  const [slowest] = worst
  return [
    {
      name: `any metric of ${lab.streets.length} streets in any window (median of ${pairs.length})`,
      value: median(pairs.map(({ ours }) => ours)),
      unit: 'ms',
      baseline: { name: 'SQL by hand', value: median(pairs.map(({ raw }) => raw)) },
    },
    {
      name: `the worst of them against its SQL by hand (${slowest!.name}, ${slowest!.window})`,
      value: slowest!.ours / slowest!.raw,
      unit: 'times',
      target: { atMost: 1.5 },
    },
    {
      name: 'values that differ from the SQL by hand',
      value: [...pairs, ...again].reduce((sum, { wrong }) => sum + wrong, 0),
      unit: '',
      target: { exactly: 0 },
    },
  ]
}

/** What takes longest against its SQL by hand first. */
function byRatio(pairs: readonly Pair[]): Pair[] {
  return pairs.toSorted((a, b) => b.ours / b.raw - a.ours / a.raw)
}

/** Both in turns, after one round that does not count. */
async function compare(
  lab: Lab,
  id: string,
  window: NamedWindow,
  rounds = ROUNDS,
): Promise<Pair> {
  const { database, city, calendar, now, streets } = lab
  const metric = city.metrics.find(candidate => candidate.id === id)!
  const range = windowDays(window, now, calendar)
  const sql = rawSql(metric, city.metrics, toRaw(range, lab))
  const moment = momentOf(now, calendar, city.dueSoonHours)
  const ours: number[] = []
  const raw: number[] = []
  let wrong = 0
  for (let round = 0; round <= rounds; round++) {
    const started = steadyNow()
    const of = await askMetrics(
      { database, city, moment, scopes: streets, metrics: [metric], variant: {} },
      { kind: 'days', range },
    )
    const values = streets.map(street => of(street)[0]!.value)
    const between = steadyNow()
    const rows = await database.query<Answer>(sql, { scopes: streets })
    const byHand = new Map(rows.map(({ scope, value }) => [scope, value]))
    const ended = steadyNow()
    if (round > 0) {
      ours.push(between - started)
      raw.push(ended - between)
    }
    const nothing = metric.kind === 'count' ? 0 : null
    wrong = values.filter((value, i) => !isSame(value, byHand.get(streets[i]!) ?? nothing)).length
  }
  return { name: id, window, ours: median(ours), raw: median(raw), wrong }
}

function toRaw({ from, to }: { from: number, to: number }, { calendar, now }: Lab): RawQuestion {
  const seconds = (day: number): number => calendar.startOfDay(day) / 1000
  return {
    from,
    to,
    fromSeconds: from === 0 ? 0 : seconds(from),
    toSeconds: seconds(to),
    hour: calendar.hourOf(now) / 1000,
    now: now / 1000,
  }
}

function isSame(a: number | null, b: number | null): boolean {
  return a === null || b === null
    ? a === b
    : Math.abs(a - b) <= SAME * Math.max(1, Math.abs(a), Math.abs(b))
}

/** City, counties and streets are what walls show all day; communities are looked up. */
async function timeTicks(lab: Lab, say: (line: string) => void): Promise<Figure[]> {
  const { database, city, now } = lab
  const shown = [city.root, ...regionsOf(city, 'county'), ...lab.streets]
  const tick = createTicking(city, database, shown, now)
  const figures: Figure[] = []
  for (const before of BEFORE) {
    const times: number[] = []
    for (let n = 0; n < TICKS; n++)
      times.push(await tick(before))
    say(`ticks of ${shown.length} scopes ${before.name}: ${times.map(ms => ms.toFixed(0)).join(' ')} ms`)
    figures.push({
      name: `tick of all ${shown.length} scopes from the city to the streets ${before.name}`,
      value: median(times.slice(TICKS / 3)),
      unit: 'ms',
      target: before.events === null ? undefined : { atMost: 150 },
    })
  }
  return figures
}

function regionsOf({ regions }: City, level: string): string[] {
  return [...regions.values()].filter(region => region.level === level).map(({ code }) => code)
}
