import type { CategoryShape, Shapes } from '../../simulator/generate/shapes-file.ts'
import type { MeasuredCase } from './boston-rows.ts'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ZoneClock } from '../../simulator/time/zone-clock.ts'
import { isOfShapes, readBostonCases } from './boston-rows.ts'

const HOUR_MS = 3_600_000
const MONDAY = 3
/** Quantiles of the time to close: every fortieth part. */
const STEPS = 40
const MAX_TITLES = 8
const SCATTER_METRES = 900

/** Writes generator.json of Boston: the shapes of every second week of its real cases. */
export async function buildBostonShapes(folder: string): Promise<void> {
  const clock = new ZoneClock('America/New_York')
  const cases = (await readBostonCases(folder))
    .filter(({ reportedAt }) => isOfShapes(clock.dayOf(reportedAt)))
  const shapes = toShapes(cases, clock)
  const categories = Object.entries(shapes.categories).map(([code, shape]) =>
    `    ${JSON.stringify(code)}: ${JSON.stringify(shape)}`)
  const rest = Object.entries({ ...shapes, categories: undefined })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  const text = `{\n${rest.join(',\n')},\n  "categories": {\n${categories.join(',\n')}\n  }\n}\n`
  await writeFile(path.join(folder, 'generator.json'), text)
}

/** What the generator needs to know of a city, measured. */
export function toShapes(cases: readonly MeasuredCase[], clock: ZoneClock): Shapes {
  const hourOf = (at: number): number => Math.floor(clock.toWall(at) / HOUR_MS) % 24
  const weekdayOf = (at: number): number => (clock.dayOf(at) + MONDAY) % 7
  const days = new Set(cases.map(one => clock.dayOf(one.reportedAt)))
  const perDay = cases.length / days.size
  const weekdays = range(7).map((weekday) => {
    const of = cases.filter(one => weekdayOf(one.reportedAt) === weekday).length
    const number = [...days].filter(day => (day + MONDAY) % 7 === weekday).length
    return round(of / number / perDay)
  })
  return {
    casePrefix: 'BOSTON',
    hours: range(24).map(hour => cases.filter(one => hourOf(one.reportedAt) === hour).length),
    weekdays,
    channels: tally(cases.map(one => one.channel)).map(([code, weight]) => ({ code, weight })),
    placeLevels: [{ level: 'neighborhood', share: 1 }],
    clustering: 0,
    regions: Object.fromEntries(tally(cases.map(one => one.region))),
    withoutPoint: round(cases.filter(one => !one.hasPoint).length / cases.length),
    scatterMetres: SCATTER_METRES,
    places: {},
    times: {
      registeredMinutes: 1,
      dispatchedMinutes: 1,
      acceptedShare: 0.1,
      closedShare: 0.5,
      closedSpread: 0.5,
      reviewedHours: 24,
    },
    shares: {
      stuck: 0,
      reviewed: 0,
      reviewInvalid: 0,
      reopened: 0,
      excluded: 0,
      urged: 0,
      reassigned: 0,
      extended: 0,
      amended: 0,
    },
    satisfaction: [{ answer: 'satisfied', weight: 1 }],
    categories: Object.fromEntries(tally(cases.map(one => one.category)).map(([code, weight]) =>
      [code, toCategory(cases.filter(one => one.category === code), weight)])),
  }
}

function toCategory(cases: readonly MeasuredCase[], weight: number): CategoryShape {
  const hours = cases.filter(one => one.closedAt !== null)
    .map(one => (one.closedAt! - one.reportedAt) / HOUR_MS)
    .sort((a, b) => a - b)
  const due = cases.filter(one => one.dueAt !== null)
    .map(one => (one.dueAt! - one.reportedAt) / HOUR_MS)
    .sort((a, b) => a - b)
  return {
    weight,
    department: tally(cases.map(one => one.department))[0]![0],
    dueHours: Math.max(1, Math.round(due[due.length >> 1] ?? 24)),
    withoutDue: round(1 - due.length / cases.length),
    titles: tally(cases.map(one => one.title)).slice(0, MAX_TITLES).map(([title]) => title),
    closedHours: range(STEPS + 1).map(step =>
      round(hours[Math.round(step / STEPS * (hours.length - 1))] ?? 0)),
    neverClosed: round(1 - hours.length / cases.length),
  }
}

/** Values with their counts, the most frequent first; blank ones are left out. */
function tally(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const value of values.filter(text => text !== ''))
    counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i)
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
