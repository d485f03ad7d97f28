import type { City } from '../../city/city.ts'
import type { CaseMaker, MadeCase } from '../generate/create-case-maker.ts'
import type { ZoneClock } from '../time/zone-clock.ts'
import type { Scenario, Season, Surge } from './scenario.ts'
import type { ScriptCounts } from './script-counts.ts'
import type { Timeline } from './timeline.ts'
import { caseIdOf } from '../generate/case-id.ts'
import { createCasePlaces } from '../generate/case-places.ts'
import { casesOn } from '../generate/generate-events.ts'
import { Random } from '../generate/random.ts'
import { Weighted } from '../generate/weighted.ts'
import { concerns } from './concerns.ts'
import { surgeSize, surgeTime } from './episodes/surge-times.ts'

/** The random numbers that decide whether a case arises, apart from those that shape it. */
const CHOICE = 1_000_003

/** The cases of a scenario that are reported on one calendar day, with what draws for each. */
export type DayCases = (day: number) => Generator<{ made: MadeCase, random: Random }>

export interface CaseSources {
  readonly city: City
  readonly scenario: Scenario
  readonly timeline: Timeline
  readonly clock: ZoneClock
  readonly seed: number
  readonly make: CaseMaker
  readonly counts: ScriptCounts
}

/** Base stream, seasons and surges, day by day. */
export function createDayCases(sources: CaseSources): DayCases {
  const { scenario, counts, timeline } = sources
  const seasons = scenario.episodes.filter(episode => episode.kind === 'season')
  const surges = scenario.episodes.flatMap((episode, i) =>
    episode.kind === 'surge' ? [createSurge(sources, episode, i + 1)] : [])
  const baseOf = createBase(sources, seasons)
  return function* (day) {
    for (const cases of [baseOf, ...surges]) {
      for (const one of cases(day)) {
        counts.cases += one.made.reportedAt <= timeline.end ? 1 : 0
        yield one
      }
    }
  }
}

// Layer 0 is the base stream, of which a season takes cases away; each further layer is another
// stream of the same shapes, from which a season takes what it adds.
function createBase(sources: CaseSources, seasons: readonly Season[]): DayCases {
  const { city, scenario: { shapes, perDay }, timeline, clock, seed, make, counts } = sources
  const holding = (category: string, region: string, at: number): Season[] =>
    seasons.filter(season => timeline.windowAt(season, at) !== null
      && concerns(city, season, category, region))
  const handling = (category: string, region: string, at: number): number =>
    product(holding(category, region, at).map(season => season.handling))

  return function* (day) {
    const [from, to] = [clock.startOfDay(day), clock.startOfDay(day + 1)]
    const today = seasons.filter(season => timeline.windowsBetween(season, from, to).length > 0)
    const most = product(today.map(season => Math.max(1, season.factor)))
    const count = casesOn(day, perDay, shapes, seed)
    for (let layer = 0; layer < most; layer++) {
      for (let index = 0; index < count; index++) {
        const made = make({
          day,
          caseId: caseIdOf(shapes.casePrefix, day, seed, index, layer === 0 ? '' : `M${layer}-`),
          seeds: layer === 0 ? [day, index] : [day, index, layer],
          handling,
        })
        const random = new Random(seed, day, index, layer, CHOICE)
        const { category, region, reportedAt } = made
        const factor = product(holding(category, region, reportedAt).map(s => s.factor))
        if (!random.chance(factor - layer)) {
          counts.dropped += layer === 0 ? 1 : 0
          continue
        }
        counts.added += layer === 0 ? 0 : 1
        yield { made, random }
      }
    }
  }
}

function createSurge(sources: CaseSources, surge: Surge, number: number): DayCases {
  const { city, scenario: { shapes }, timeline, clock, seed, make, counts } = sources
  const kinds = new Weighted(surge.cases.map(({ kind }) => kind), kind =>
    surge.cases.find(entry => entry.kind === kind)!.weight)
  const placeOf = createCasePlaces(city, shapes, surge.regions ?? undefined)
  const size = surgeSize(surge)
  return function* (day) {
    const [from, to] = [clock.startOfDay(day), clock.startOfDay(day + 1)]
    for (const window of timeline.windowsBetween(surge, from, to)) {
      for (let index = 0; index < size; index++) {
        const random = new Random(seed, number, window.pass, index, CHOICE)
        const time = window.from + surgeTime(surge, index, size, random)
        if (time < from || time >= to)
          continue
        counts.added += 1
        const group = `S${number}${window.pass === 0 ? '' : `.${window.pass + 1}`}-`
        const made = make({
          day,
          caseId: caseIdOf(shapes.casePrefix, day, seed, index, group),
          seeds: [number, window.pass, index],
          reportedAt: Math.floor(time / 1000) * 1000,
          kinds,
          placeOf,
          handling: () => surge.handling,
        })
        yield { made, random }
      }
    }
  }
}

function product(factors: readonly number[]): number {
  return factors.reduce((all, factor) => all * factor, 1)
}
