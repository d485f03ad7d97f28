import type { MeasuredCase } from '../../../scripts/profiles/boston-rows.ts'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { isOfShapes, readBostonCases } from '../../../scripts/profiles/boston-rows.ts'
import { toShapes } from '../../../scripts/profiles/boston-shapes.ts'
import { caseIdOf } from '../../../simulator/generate/case-id.ts'
import { createCaseMaker } from '../../../simulator/generate/create-case-maker.ts'
import { casesOn } from '../../../simulator/generate/generate-events.ts'
import { loadShapes } from '../../../simulator/generate/load-shapes.ts'
import { ZoneClock } from '../../../simulator/time/zone-clock.ts'
import { kolmogorovSmirnov, sharesOf, totalVariation } from '../../helpers/distances.ts'
import { PROFILES } from './sim-fixtures.ts'

const FOLDER = path.join(PROFILES, 'boston')
const HOUR_MS = 3_600_000
const PER_DAY = 340
const SEED = 1

type Case = Pick<MeasuredCase, 'reportedAt' | 'closedAt' | 'category' | 'region' | 'channel'>
const clock = new ZoneClock('America/New_York')
const dayOf = ({ reportedAt }: Case): number => clock.dayOf(reportedAt)

/** The weeks that the shapes are made from, the weeks held back, and the latter made up. */
let ofShapes: MeasuredCase[]
let heldBack: Case[]
let madeUp: Case[]

beforeAll(async () => {
  const real = await readBostonCases(FOLDER)
  ofShapes = real.filter(one => isOfShapes(dayOf(one)))
  heldBack = real.filter(one => !isOfShapes(dayOf(one)))
  const city = await loadCity(FOLDER)
  const shapes = await loadShapes(FOLDER, city)
  const make = createCaseMaker(city, shapes, clock, SEED)
  madeUp = [...new Set(heldBack.map(dayOf))].flatMap(day =>
    Array.from({ length: casesOn(day, PER_DAY, shapes, SEED) }, (_, index) => {
      const caseId = caseIdOf(shapes.casePrefix, day, SEED, index)
      const { events, ...made } = make({ day, caseId, seeds: [day, index] })
      return { ...made, closedAt: events.find(event => event.type === 'closed')?.at ?? null }
    }))
})

/** Shares of cases by a class. */
function by(classOf: (one: Case) => unknown): (cases: readonly Case[]) => Map<unknown, number> {
  return cases => sharesOf(cases.map(classOf))
}

function hoursToClose(cases: readonly Case[]): number[] {
  return cases
    .filter(one => one.closedAt !== null)
    .map(one => (one.closedAt! - one.reportedAt) / HOUR_MS)
}

// Two weeks of one city differ as well: by holidays, and by a hurricane on one Sunday. A made-up
// stream is good when it is as near to weeks it was not made from as the real weeks it was made
// from are, but for what chance does to samples of this size: three standard errors of a share of
// 1/2 in 20,000 cases for shares, and for durations the distance that one pair of samples of
// one distribution in a hundred exceeds (1.63, Kolmogorov's table).
const MARGIN = 0.011
function chanceOf(a: readonly unknown[], b: readonly unknown[]): number {
  return 1.63 * Math.sqrt(1 / a.length + 1 / b.length)
}

describe('made-up cases of Boston, beside weeks that their shapes were not made from', () => {
  it('are as many as are compared', () => {
    expect(heldBack.length).toBeGreaterThan(19_000)
    expect(madeUp.length).toBeGreaterThan(19_000)
  })

  it.each([
    { what: 'hour of the day', bound: 0.06, distribution: by(({ reportedAt }) =>
      Math.floor(clock.toWall(reportedAt) / HOUR_MS) % 24) },
    { what: 'day of the week', bound: 0.06, distribution: by(one => (dayOf(one) + 3) % 7) },
    { what: 'category', bound: 0.06, distribution: by(({ category }) => category) },
    { what: 'region', bound: 0.04, distribution: by(({ region }) => region) },
    { what: 'channel', bound: 0.03, distribution: by(({ channel }) => channel) },
  ])('have the mix of the $what', ({ distribution, bound }) => {
    const real = distribution(heldBack)
    const distance = totalVariation(distribution(madeUp), real)
    const natural = totalVariation(distribution(ofShapes), real)
    expect(distance).toBeLessThan(bound)
    expect(distance).toBeLessThan(natural + MARGIN)
  })

  it('take as long to be closed', () => {
    const [made, real] = [hoursToClose(madeUp), hoursToClose(heldBack)]
    const distance = kolmogorovSmirnov(made, real)
    expect(distance).toBeLessThan(0.04)
    expect(distance).toBeLessThan(kolmogorovSmirnov(hoursToClose(ofShapes), real) + MARGIN)
    const open = (cases: readonly Case[]): number => 1 - hoursToClose(cases).length / cases.length
    expect(Math.abs(open(madeUp) - open(heldBack))).toBeLessThan(0.02)
  })

  it('take as long to be closed in every category that holds a fiftieth of the cases', () => {
    const shares = [...sharesOf(heldBack.map(one => one.category))]
    const large = shares.filter(([, share]) => share >= 0.02).map(([category]) => category)
    expect(large.length).toBeGreaterThan(10)
    const far = large.filter((category) => {
      const hoursOf = (cases: readonly Case[]): number[] =>
        hoursToClose(cases.filter(one => one.category === category))
      const [made, real, others] = [hoursOf(madeUp), hoursOf(heldBack), hoursOf(ofShapes)]
      const natural = kolmogorovSmirnov(others, real)
      return kolmogorovSmirnov(made, real) >= natural + chanceOf(made, real)
    })
    expect(far).toEqual([])
  })

  it('would not pass with the shapes of another city', async () => {
    const dongying = path.join(PROFILES, 'dongying')
    const { hours } = await loadShapes(dongying, await loadCity(dongying))
    const sum = hours.reduce((all, weight) => all + weight, 0)
    const theirs = new Map<unknown, number>(hours.map((weight, hour) => [hour, weight / sum]))
    const real = by(one => Math.floor(clock.toWall(one.reportedAt) / HOUR_MS) % 24)(heldBack)
    expect(totalVariation(theirs, real)).toBeGreaterThan(0.15)
  })

  it('come from the shapes as npm run profiles makes them', async () => {
    const city = await loadCity(FOLDER)
    const measured = JSON.parse(JSON.stringify(toShapes(ofShapes, clock))) as unknown
    expect(await loadShapes(FOLDER, city)).toEqual(measured)
  })
})
