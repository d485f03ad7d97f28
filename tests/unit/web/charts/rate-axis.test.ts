import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isClearOf, rateAxis } from '../../../../web/charts/rate-axis.ts'

/** Rates and targets as walls have them: tenths of a per cent. */
const rate = fc.integer({ min: 0, max: 1000 }).map(n => n / 1000)
const target = fc.integer({ min: 500, max: 990 }).map(n => n / 1000)

it('lets a month near a low target fill the axis, instead of the way up to 100 %', () => {
  expect(rateAxis([0.783, 0.812, 0.84], 0.8)).toEqual({ min: 0.75, max: 0.85, interval: 0.05 })
  expect(rateAxis([0.745, 0.81, 0.897], 0.8)).toEqual({ min: 0.7, max: 0.9, interval: 0.05 })
  expect(rateAxis([0.985, 0.991], 0.99)).toEqual({ min: 0.97, max: 1, interval: 0.01 })
})

it('blows no chance up: a steady rate has points of room, more the farther it is from 100 %', () => {
  const span = (steady: number) => {
    const { min, max } = rateAxis([steady], steady)
    return Math.round((max - min) * 100)
  }
  expect([0.99, 0.95, 0.8, 0.5].map(span)).toEqual([3, 6, 10, 10])
})

it('holds every rate and the target, with room for the strokes, on at most five lines', () => {
  fc.assert(fc.property(fc.array(rate, { maxLength: 60 }), fc.option(target), (rates, goal) => {
    const { min, max, interval } = rateAxis(rates, goal)
    const steps = (max - min) / interval
    expect(min).toBeGreaterThanOrEqual(0)
    expect(max).toBeLessThanOrEqual(1)
    expect(steps).toBeCloseTo(Math.round(steps))
    expect(Math.round(steps)).toBeLessThanOrEqual(4)
    // A round line, and the first on one of them.
    expect(min / interval).toBeCloseTo(Math.round(min / interval))
    for (const held of [...rates, ...goal === null ? [] : [goal]]) {
      expect(min === 0 ? held >= 0 : held > min).toBe(true)
      expect(max === 1 ? held <= 1 : held < max).toBe(true)
    }
  }))
})

it('is no longer than what it holds needs, and writes both its ends beside the target', () => {
  fc.assert(fc.property(fc.array(rate, { minLength: 1, maxLength: 9 }), target, (rates, goal) => {
    const axis = rateAxis(rates, goal)
    const [low, high] = [Math.min(goal, ...rates), Math.max(goal, ...rates)]
    const span = axis.max - axis.min
    expect(span).toBeGreaterThanOrEqual(0.03 - 1e-9)
    if (high - low > 0.06)
      expect((high - low) / span).toBeGreaterThan(0.25)
    expect(isClearOf(goal, axis.min, axis)).toBe(true)
    expect(axis.max === 1 || isClearOf(goal, axis.max, axis)).toBe(true)
  }))
})

it('has no rate yet: the surroundings of the target, or all there is without one', () => {
  expect(rateAxis([], 0.9)).toEqual({ min: 0.85, max: 0.95, interval: 0.05 })
  expect(rateAxis([null], null)).toEqual({ min: 0, max: 1, interval: 0.25 })
})
